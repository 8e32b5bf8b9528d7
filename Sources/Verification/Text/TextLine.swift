import Diagnostics

/// A line of a text that is zdc's own: a script, a Dockerfile, the runbook. Such a text is held
/// against the fresh one line by line.
struct TextLine: Sendable, Equatable {
  /// From 1.
  let number: Int
  let text: ArraySlice<UInt8>

  /// The same, wherever it stands.
  static func == (left: TextLine, right: TextLine) -> Bool {
    left.text.elementsEqual(right.text)
  }
}

/// The lines of a text that mean something.
enum TextLines {
  /// The kinds of texts, by what in them is a comment.
  private enum Kind {
    case script, dockerfile, markdown, list
  }

  /// Whether an artefact at `path` is compared line by line, as a whole or below its assignments.
  static func areRead(_ path: String) -> Bool { kind(of: path) != nil }

  /// Without blank lines and comments, where those mean nothing.
  static func of(_ file: SourceFile, at path: String) -> [TextLine] {
    guard let kind = kind(of: path) else { return [] }
    let lines = all(of: file)
    return switch kind {
    case .script:
      ShellLines.meaningful(
        lines,
        without: ArtefactReader.isDeployScript(path) ? ScriptFactReader.block(of: file) : 0..<0)
    case .dockerfile: lines.filter { !isBlank($0) && (!isComment($0) || isDirective($0)) }
    case .markdown: withoutComments(lines)
    case .list: lines.filter { !isBlank($0) && !isComment($0) }
    }
  }

  private static func kind(of path: String) -> Kind? {
    if path.hasSuffix(".sh") { return .script }
    if path.hasSuffix(".md") { return .markdown }
    let name = path.parts(at: "/").last ?? ""
    if name.hasPrefix("Dockerfile") || name.hasSuffix("Dockerfile") { return .dockerfile }
    let isElsewhere = [".conf", ".yml", ".yaml", ".env.example"].contains(where: path.hasSuffix)
    return isElsewhere ? nil : .list
  }

  private static func all(of file: SourceFile) -> [TextLine] {
    let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().map { TextLine(number: $0.offset + 1, text: $0.element) }
  }

  static func isBlank(_ line: TextLine) -> Bool {
    line.text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  static func isComment(_ line: TextLine) -> Bool {
    let first = line.text.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    return first == UInt8(ascii: "#")
  }

  /// `# syntax=IMAGE` takes another builder: no comment.
  private static func isDirective(_ line: TextLine) -> Bool {
    let text = line.text.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    let lower = String(decoding: text, as: UTF8.self).lowercased()
    return ["#syntax=", "#escape=", "#check="].contains(where: lower.hasPrefix)
  }

  /// Without what stands between `<!--` and `-->`, each on a line that begins or ends so.
  private static func withoutComments(_ lines: [TextLine]) -> [TextLine] {
    var isInside = false
    return lines.filter { line in
      if !isInside, line.text.starts(with: "<!--".utf8) { isInside = true }
      guard isInside else { return !isBlank(line) }
      if line.text.suffix(3).elementsEqual("-->".utf8) { isInside = false }
      return false
    }
  }
}
