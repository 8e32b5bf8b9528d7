import Diagnostics

/// The difference of two texts as `diff -u` prints it, byte for byte: two spellings of one character
/// differ, and so do two line ends. What is no UTF-8 shows as `<FF>`.
package enum UnifiedDiff {
  private enum Line {
    case kept(ArraySlice<UInt8>)
    case removed(ArraySlice<UInt8>)
    case added(ArraySlice<UInt8>)

    var isKept: Bool { if case .kept = self { true } else { false } }
  }

  /// Empty where the two are equal; `nil` stands for a file that does not exist.
  package static func text(
    path: String, old: [UInt8]?, new: [UInt8]?, context: Int = 3
  ) -> String {
    guard old != new else { return "" }
    let before = lines(old)
    let after = lines(new)
    let path = path.visible
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

  private static func lines(_ bytes: [UInt8]?) -> [ArraySlice<UInt8>] {
    guard let bytes, !bytes.isEmpty else { return [] }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last line break is a line only where it is not empty.
    if lines.last?.isEmpty == true {
      lines.removeLast()
    } else {
      lines[lines.count - 1] += "\n\\ No newline at end of file".utf8
    }
    return lines
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    if let text = String(validating: line, as: UTF8.self) { return text }
    // Character by character, so that one bad byte is not all that is seen of a line.
    var result = ""
    var rest = line
    while let first = rest.first {
      let length = max(1, (~first).leadingZeroBitCount)
      let part = rest.prefix(first < 0x80 ? 1 : length)
      if let character = String(validating: part, as: UTF8.self) {
        result += character
        rest = rest.dropFirst(part.count)
      } else {
        result += "<\(first < 0x10 ? "0" : "")\(String(first, radix: 16, uppercase: true))>"
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Both texts as one list of kept, removed and added lines; the standard library's Myers
  /// difference finds the shortest.
  private static func script(_ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>]) -> [Line]
  {
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
    for step in lines[range] {
      switch step {
      case .kept(let line):
        body += " \(text(line))\n"
        oldCount += 1
        newCount += 1
      case .removed(let line):
        body += "-\(text(line))\n"
        oldCount += 1
      case .added(let line):
        body += "+\(text(line))\n"
        newCount += 1
      }
    }
    let old = "\(oldCount == 0 ? oldStart : oldStart + 1),\(oldCount)"
    let new = "\(newCount == 0 ? newStart : newStart + 1),\(newCount)"
    return "@@ -\(old) +\(new) @@\n\(body)"
  }
}
