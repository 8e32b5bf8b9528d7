package import Diagnostics

/// A path of the machine that deploys, as the manifest names it, seen from the artefacts.
package struct HostPath: Sendable, Hashable {
  /// Relative to the output folder, or absolute; `/` between the parts, no `.` parts.
  package let fromOutput: String
  package let origin: Origin

  package init(fromOutput: String, origin: Origin) {
    self.fromOutput = fromOutput
    self.origin = origin
  }

  /// A path of the manifest, whose folder is seen from the output folder.
  init(_ path: Located<String>, fromFolder folder: String) {
    self.init(
      fromOutput: RelativePath.rebase(path.value, fromFolder: folder), origin: Origin(path.range))
  }

  /// The path as a file in a folder of the output has to write it; `folder` is `docker`,
  /// `kubernetes/scripts`, or empty for the output folder itself.
  package func from(folder: String) -> String {
    if fromOutput.hasPrefix("/") { return fromOutput }
    let depth = folder.parts(at: "/").count
    return RelativePath.normalised(String(repeating: "../", count: depth) + fromOutput)
  }
}
