internal import Diagnostics
internal import YAMLReading

/// Keys of one mapping that exclude each other, and of which one has to be there.
enum ExcludingKeys {
  /// The first of them that is written; reports others, and that there is none.
  ///
  /// Looked at after overlays are merged, so that an overlay can exchange one for the other.
  static func one(
    _ keys: ObjectReader, at place: SourceRange, into log: inout DiagnosticLog
  ) -> YAMLEntry? {
    let (owner, names) = (keys.shape.name, keys.shape.alternatives)
    let written = names.compactMap(keys.entry)
    guard let first = written.first else {
      // One that is misspelt is reported as a key that does not exist.
      if keys.unknownNames.contains(where: { NearName.closest(to: $0, among: names) != nil }) {
        return nil
      }
      log.error(
        .noneOfKeys, at: place, "\(owner) needs one of the keys \(Shape.alternatives(names))")
      return nil
    }
    for other in written.dropFirst() {
      log.error(
        .excludingKeys, at: other.key.range,
        "\(owner) has either \(first.key.value.quoted) or \(other.key.value.quoted), not both",
        help: "remove one; an overlay removes what it overlays by '\(first.key.value): null'",
        notes: [Diagnostic.Note("the other is here", at: first.key.range)])
    }
    return first
  }
}
