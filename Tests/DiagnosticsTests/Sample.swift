import Diagnostics

/// A file in which `⟦` and `⟧` mark the range that a diagnostic is about.
enum Sample {
  static func range(_ marked: String, path: String = "shop.yml") -> SourceRange {
    let open = SourceFile(path: path, bytes: Array(marked.replacing("⟧", with: "").utf8))
    let close = SourceFile(path: path, bytes: Array(marked.replacing("⟦", with: "").utf8))
    let plain = marked.replacing("⟦", with: "").replacing("⟧", with: "")
    return SourceRange(
      file: SourceFile(path: path, bytes: Array(plain.utf8)),
      start: LineTable(open).mark(atByte: offset(of: "⟦", in: open)),
      end: LineTable(close).mark(atByte: offset(of: "⟧", in: close)))
  }

  private static func offset(of mark: String, in file: SourceFile) -> Int {
    let mark = Array(mark.utf8)
    return file.bytes.indices.first { file.bytes[$0...].starts(with: mark) } ?? 0
  }
}
