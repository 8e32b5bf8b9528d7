/// The difference of two texts as `diff -u` prints it.
package enum UnifiedDiff {
  private enum Line {
    case kept(Substring)
    case removed(Substring)
    case added(Substring)

    var isKept: Bool { if case .kept = self { true } else { false } }
  }

  /// Empty where the two are equal; `nil` stands for a file that does not exist.
  package static func text(
    path: String, old: [UInt8]?, new: [UInt8]?, context: Int = 3
  ) -> String {
    guard old != new else { return "" }
    let before = lines(old)
    let after = lines(new)
    var output = "--- \(old == nil ? "/dev/null" : "a/\(path)")\n"
    output += "+++ \(new == nil ? "/dev/null" : "b/\(path)")\n"
    for hunk in hunks(script(before, after), context: context) {
      output += hunk
    }
    return output
  }

  /// Which line of `new` a line of `old` is, both from 1; `nil` where it was changed or removed.
  package static func counterpart(of line: Int, in old: [UInt8], of new: [UInt8]) -> Int? {
    if old == new { return line }
    var (before, after) = (0, 0)
    for step in script(lines(old), lines(new)) {
      switch step {
      case .kept: (before, after) = (before + 1, after + 1)
      case .removed: before += 1
      case .added: after += 1
      }
      if before == line, case .kept = step { return after }
      if before == line, case .removed = step { return nil }
    }
    return nil
  }

  private static func lines(_ bytes: [UInt8]?) -> [Substring] {
    guard let bytes, !bytes.isEmpty else { return [] }
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    // What follows the last line break is a line only where it is not empty.
    if lines.last == "" {
      lines.removeLast()
    } else {
      lines[lines.count - 1] += "\n\\ No newline at end of file"
    }
    return lines
  }

  /// Both texts as one list of kept, removed and added lines; the standard library's Myers
  /// difference finds the shortest.
  private static func script(_ before: [Substring], _ after: [Substring]) -> [Line] {
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var old = 0
    var new = 0
    while old < before.count || new < after.count {
      if old < before.count, removed.contains(old) {
        lines.append(.removed(before[old]))
        old += 1
      } else if new < after.count, added.contains(new) {
        lines.append(.added(after[new]))
        new += 1
      } else {
        lines.append(.kept(before[old]))
        old += 1
        new += 1
      }
    }
    return lines
  }

  private static func hunks(_ lines: [Line], context: Int) -> [String] {
    let changes = lines.indices.filter { !lines[$0].isKept }
    var ranges: [Range<Int>] = []
    for change in changes {
      let range = max(0, change - context)..<min(lines.count, change + context + 1)
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { hunk(lines, $0) }
  }

  private static func hunk(_ lines: [Line], _ range: Range<Int>) -> String {
    var oldStart = 0
    var newStart = 0
    for line in lines[..<range.lowerBound] {
      if case .added = line {} else { oldStart += 1 }
      if case .removed = line {} else { newStart += 1 }
    }
    var body = ""
    var oldCount = 0
    var newCount = 0
    for line in lines[range] {
      switch line {
      case .kept(let text):
        body += " \(text)\n"
        oldCount += 1
        newCount += 1
      case .removed(let text):
        body += "-\(text)\n"
        oldCount += 1
      case .added(let text):
        body += "+\(text)\n"
        newCount += 1
      }
    }
    let old = "\(oldCount == 0 ? oldStart : oldStart + 1),\(oldCount)"
    let new = "\(newCount == 0 ? newStart : newStart + 1),\(newCount)"
    return "@@ -\(old) +\(new) @@\n\(body)"
  }
}
