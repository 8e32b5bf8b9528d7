/// What a change of the version asks of the data that are there.
package struct DataUpgrade: Sendable {
  package enum Kind: Sendable {
    /// The new version does not start on the old version's data.
    case refuses
    /// The new version changes the data at its first start; the old one can't read them any more.
    case converts
    /// It keeps none, or reads what every version wrote.
    case free
  }

  package let kind: Kind
  /// How many numbers of a version make the version of its data: 1 of `16.4`, 2 of `8.4.3`.
  let depth: Int
  /// What to do, as a sentence's end.
  package let instead: String

  static func refuses(_ depth: Int, _ instead: String) -> DataUpgrade {
    DataUpgrade(kind: .refuses, depth: depth, instead: instead)
  }

  static func converts(_ depth: Int, _ instead: String) -> DataUpgrade {
    DataUpgrade(kind: .converts, depth: depth, instead: instead)
  }

  static let free = DataUpgrade(kind: .free, depth: 1, instead: "nothing")
}

extension KnownImage {
  /// What keeps a new image from starting on the data of the one before it.
  package struct DataChange: Sendable, Equatable {
    /// Whether the new one does not start, or not as what it was.
    package let stops: Bool
    /// A sentence without its end: `PostgreSQL 17 does not start on the data of 16`.
    package let says: String
    package let instead: String
  }

  /// - Parameters:
  ///   - old: the image that wrote the data.
  ///   - new: the image that is to read them.
  /// - Returns: `nil` where nothing is known to stand in the way.
  package static func change(from old: ImageReference, to new: ImageReference) -> DataChange? {
    guard let before = row(of: old), let after = row(of: new), !before.folders.isEmpty else {
      return nil
    }
    guard before.family == after.family else {
      guard before.isDurable, after.isDurable else { return nil }
      return DataChange(
        stops: true, says: "\(after.name) does not start on the data of \(before.name)",
        instead: "give it a volume of its own, and carry the data over")
    }
    let upgrade = after.upgrade
    guard upgrade.kind != .free, let from = before.version(of: old)?.prefix(upgrade.depth),
      let to = after.version(of: new)?.prefix(upgrade.depth), from != to
    else { return nil }
    let isOlder = !to.isAtLeast(from.numbers)
    switch upgrade.kind {
    case .free: return nil
    case .refuses:
      return DataChange(
        stops: true, says: "\(after.name) \(to) does not start on the data of \(from)",
        instead: upgrade.instead)
    case .converts where isOlder:
      return DataChange(
        stops: true, says: "\(after.name) \(to) does not start on the data of \(from)",
        instead: "restore a backup that \(to) wrote")
    case .converts:
      return DataChange(
        stops: false,
        says: "\(after.name) \(to) changes the data of \(from) at its first start, for good",
        instead: upgrade.instead)
    }
  }

  /// Images whose data are the same.
  private var family: String { scheme == "postgresql" ? "PostgreSQL" : name }
}
