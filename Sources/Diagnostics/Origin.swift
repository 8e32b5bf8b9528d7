/// Why a generated line says what it says: the line of the manifest that it follows from, and the
/// rule that leads from the one to the other.
///
/// An object, since every value of a plan and every generated line holds one: a copy is one
/// reference.
public final class Origin: Sendable {
  /// The value's own place where it was written, else the nearest thing that was written
  /// (the service of a defaulted health interval).
  @usableFromInline package let range: SourceRange
  /// `nil` where the line repeats the manifest's value; else what made it: a default or a
  /// derivation, in one English phrase (`default: drain + 5 s`).
  @usableFromInline package let reason: String?
  /// What else it is put together from, where it follows from more than one value (an image's name
  /// from the registry, the prefix and the version).
  @usableFromInline package let further: [SourceRange]

  @inlinable package init(_ range: SourceRange, reason: String? = nil, further: [SourceRange] = [])
  {
    self.range = range
    self.reason = reason
    self.further = further
  }

  /// The same, put together from `ranges` besides.
  package func and(_ ranges: [SourceRange]) -> Origin {
    guard !ranges.isEmpty else { return self }
    var further = further
    // Words of one text have one place; to look further back would take squares of long lists.
    for other in ranges where other != range && other != further.last { further.append(other) }
    return Origin(range, reason: reason, further: further)
  }

  /// One origin of what is put together from several; `nil` of nothing.
  package static func joined(_ origins: [Origin]) -> Origin? {
    origins.first.map { $0.and(origins.dropFirst().flatMap { [$0.range] + $0.further }) }
  }
}

extension Origin: Hashable {
  /// Whether both say the same.
  public static func == (left: Origin, right: Origin) -> Bool {
    left === right
      || left.range == right.range && left.reason == right.reason && left.further == right.further
  }

  /// By all that it says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(range)
    hasher.combine(reason)
    hasher.combine(further)
  }
}
