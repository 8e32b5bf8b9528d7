internal import Diagnostics

/// Gathers the entries of one map: refuses duplicates, and puts merged entries in the place of
/// their `<<`, own keys first, then those of the earlier map.
///
/// Keys are equal as Swift's strings are, by canonical equivalence, so that no dictionary further
/// on takes two keys for one.
struct MappingBuilder {
  /// Up to here a walk is quicker than hashing.
  private static let largestWalked = 16

  private(set) var entries: [YAMLEntry] = []
  private var merges: [(position: Int, mappings: [[YAMLEntry]])] = []
  private var mergeKey: SourceRange?
  private var positions: [String: Int] = [:]

  /// The place where the map already has the key.
  mutating func existing(_ key: String) -> SourceRange? {
    if entries.count <= Self.largestWalked {
      // By index: an iterator would copy whole entries.
      for position in entries.indices where entries[position].key.value == key {
        return entries[position].key.range
      }
      return nil
    }
    if positions.isEmpty {
      for (position, entry) in entries.enumerated() { positions[entry.key.value] = position }
    }
    return positions[key].map { entries[$0].key.range }
  }

  /// The key must not exist.
  mutating func append(_ entry: consuming YAMLEntry) {
    // Saves the growth by 1, 2, 4 of every small map, which is most of them.
    if entries.isEmpty { entries.reserveCapacity(4) }
    if !positions.isEmpty { positions[entry.key.value] = entries.count }
    entries.append(entry)
  }

  /// - Returns: the place of an earlier `<<`, which there may not be.
  mutating func beginMerge(at range: SourceRange) -> SourceRange? {
    defer { mergeKey = mergeKey ?? range }
    return mergeKey
  }

  mutating func merge(_ mappings: [[YAMLEntry]]) {
    merges.append((entries.count, mappings))
  }

  consuming func finish() -> [YAMLEntry] {
    if merges.isEmpty { return entries }
    var taken = Set(entries.map(\.key.value))
    var result: [YAMLEntry] = []
    var next = 0
    for (position, mappings) in merges {
      result += entries[next..<position]
      next = position
      for entry in mappings.joined() where taken.insert(entry.key.value).inserted {
        result.append(entry)
      }
    }
    return result + entries[next...]
  }
}
