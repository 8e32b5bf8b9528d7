package import Diagnostics

/// The part of a manifest that a line opens: the lines below it that stand further to the right.
package enum ManifestBlock {
  /// - Returns: the line alone where it opens nothing.
  package static func lines(below line: Int, in manifest: SourceFile) -> ClosedRange<Int> {
    let table = LineTable(manifest)
    guard let own = indent(of: table.line(line)) else { return line...line }
    var last = line
    for number in stride(from: line + 1, through: table.lineCount, by: 1) {
      guard let indent = indent(of: table.line(number)) else { continue }
      if indent <= own { break }
      last = number
    }
    return line...last
  }

  /// `nil` for blank lines and comments.
  private static func indent(of line: ArraySlice<UInt8>) -> Int? {
    guard let first = line.firstIndex(where: { $0 != UInt8(ascii: " ") }),
      line[first] != UInt8(ascii: "#")
    else { return nil }
    return first - line.startIndex
  }
}
