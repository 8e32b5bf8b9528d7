/// Finds the name that somebody most likely meant.
package enum NearName {
  /// The candidate with the smallest edit distance, the first of equals; `nil` where all are too
  /// far to be a slip: more than a third of the longer name's length, or three edits.
  ///
  /// An edit inserts, removes or replaces one character or swaps two neighbours; a difference of
  /// case counts nothing, so `Replicas` is next to `replicas`.
  package static func closest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    // A name of hostile length has no neighbour worth its time.
    guard name.utf8.count <= 64 else { return nil }
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != name && candidate.utf8.count <= 64 {
      let other = Array(candidate.lowercased().unicodeScalars)
      let allowed = min(3, max(1, max(wanted.count, other.count) / 3), (best?.distance ?? 4) - 1)
      guard abs(wanted.count - other.count) <= allowed else { continue }
      let distance = distance(wanted, other)
      // In a name of one or two characters, one edit is another name.
      guard distance <= allowed, distance == 0 || max(wanted.count, other.count) > 2 else {
        continue
      }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// Optimal string alignment: Levenshtein's distance with swaps of neighbours.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let cost = left[row] == right[column] ? 0 : 1
        var least = min(last[column] + cost, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
