/// An edit of the text that certainly mends a fault: what `check --fix` applies.
///
/// Only what can't be meant otherwise is a fix; what is merely likely is a help.
package struct Fix: Sendable, Hashable {
  /// What is replaced; empty where the replacement is put in.
  package let range: SourceRange
  package let replacement: String

  package init(replacing range: SourceRange, with replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

extension Fix {
  /// The file's bytes with the fixes applied; of two that overlap, the first one in the text alone.
  ///
  /// - Returns: also the fixes that were applied, in the order of the text.
  package static func apply(
    _ fixes: [Fix], to file: SourceFile
  ) -> (bytes: [UInt8], applied: [Fix]) {
    let table = LineTable(file)
    var bytes: [UInt8] = []
    var applied: [Fix] = []
    var position = 0
    for fix in fixes.sorted(by: { $0.range < $1.range }) where fix.range.file == file {
      let start = table.byteOffset(of: fix.range.start)
      let end = table.byteOffset(of: fix.range.end)
      let isInsertedTwice = applied.last?.range.start == fix.range.start
      guard start >= position, end >= start, !isInsertedTwice else { continue }
      bytes += file.bytes[position..<start]
      bytes += fix.replacement.utf8
      position = end
      applied.append(fix)
    }
    bytes += file.bytes[position...]
    return (bytes, applied)
  }
}
