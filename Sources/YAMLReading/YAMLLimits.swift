/// How much one text may ask of its reader. The limits bound memory and time for hostile input;
/// no manifest that a person wrote comes near them.
package struct YAMLLimits: Sendable, Hashable {
  /// Size of the text in bytes.
  package let bytes: Int
  /// Maps and lists inside each other; a list in a map is two.
  package let depth: Int
  /// Values (scalars, lists and maps) in one document, aliases counted as what they stand for.
  package let nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// For what a person writes: 16 MiB, depth 200, a million values.
  package static let standard = YAMLLimits(bytes: 16 << 20, depth: 200, nodes: 1_000_000)

  /// For artefacts, which can be many times larger than the manifest that they come from: 1 GiB,
  /// depth 200, a hundred million values.
  package static let artefact = YAMLLimits(bytes: 1 << 30, depth: 200, nodes: 100_000_000)
}
