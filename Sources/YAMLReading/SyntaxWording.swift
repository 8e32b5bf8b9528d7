internal import Diagnostics

/// Says what is wrong with a text that is not YAML, where, and what to write instead, by what
/// libyaml's problem is and what stands around its place.
struct SyntaxWording {
  private let fault: SyntaxFault
  private let table: LineTable
  /// The line of the fault, and what stands in it before and from its place on.
  private let before: String
  private let after: String

  init(_ fault: SyntaxFault, in table: LineTable) {
    self.fault = fault
    self.table = table
    let line = table.line(fault.mark.line)
    let split = min(max(table.byteOffset(of: fault.mark), line.startIndex), line.endIndex)
    before = String(decoding: line[..<split], as: UTF8.self)
    after = String(decoding: line[split...], as: UTF8.self)
  }

  var diagnostic: Diagnostic {
    switch fault.problem {
    case "mapping values are not allowed in this context": return unexpectedColon
    case "did not find expected key", "did not find expected '-' indicator":
      return unexpectedInBlock
    case "could not find expected ':'": return neitherKeyNorValue
    case "found character that cannot start any token": return unexpectedStart
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return tab
    case "did not find expected ',' or ']'": return unclosed("[", "]")
    case "did not find expected ',' or '}'": return unclosed("{", "}")
    case "found unexpected end of stream", "found unexpected document indicator":
      return say("the quote that begins here is never closed", at: fault.contextMark)
    case "found unknown escape character": return unknownEscape
    default: return SyntaxWording.plain[fault.problem].map { say($0.message, $0.help) } ?? asGiven
    }
  }

  /// Problems that mean the same wherever they stand.
  private static let plain: [String: (message: String, help: String?)] = [
    "did not find expected alphabetic or numeric character":
      ("a name must follow '*' and '&'", "put a text that begins with them in quotes"),
    "block sequence entries are not allowed in this context":
      ("a list can't begin on the line of its key", "begin it on the next line, or write [a, b]"),
    "mapping keys are not allowed in this context":
      ("a value can't begin with '? '", "put it in quotes"),
    "did not find expected node content":
      ("a value can't begin with ',', ']' or '}'", "put it in quotes"),
    "did not find expected comment or line break":
      ("after '|' and '>' the text begins on the next line", "put a text that begins so in quotes"),
    "found an indentation indicator equal to 0":
      ("the indentation after '|' and '>' is 1 to 9", nil),
    "found unknown directive name": ("a text can't begin with '%'", "put it in quotes"),
    "did not find expected <document start>":
      ("the document has ended before this", "indent all keys of the top level alike"),
    "did not find expected whitespace or line break":
      ("this is not the name of a tag", "put a text that begins with '!' in quotes"),
    "did not find expected tag URI":
      ("this is not the name of a tag", "put a text that begins with '!' in quotes"),
    "found undefined tag handle":
      ("this tag's prefix is not declared", "put a text that begins with '!' in quotes"),
    "found incompatible YAML document": ("the YAML version must be 1.1 or 1.2", nil),
    "did not find expected hexdecimal number":
      ("hexadecimal digits must follow \\x, \\u and \\U", "write \\\\ for a backslash"),
  ]

  private func say(
    _ message: String, _ help: String? = nil, at mark: SourceMark? = nil, width: Int = 1,
    notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(
      .error, .yamlSyntax, at: range(mark ?? fault.mark, width: width), message, help: help,
      notes: notes)
  }

  private func range(_ start: SourceMark, width: Int) -> SourceRange {
    SourceRange(
      file: table.file, start: start,
      end: SourceMark(line: start.line, column: start.column + width))
  }

  private var asGiven: Diagnostic {
    say(
      fault.problem,
      notes: fault.context.map { [.init($0, at: range(fault.contextMark, width: 1))] } ?? [])
  }

  // MARK: Keys, values and indentation

  private var isFirstInLine: Bool { before.allSatisfy { $0 == " " || $0 == "\t" } }

  private var unexpectedColon: Diagnostic {
    let text = before.drop { $0 == " " }
    if text.contains(": ") {
      return say("a value can't hold ': '", "put it in quotes")
    }
    if text.unicodeScalars.count > 1024 {
      return say("a key can't be longer than 1024 characters")
    }
    let start = SourceMark(line: fault.mark.line, column: indentation(of: before) + 1)
    return misplacedKey(String(text), at: start)
      ?? say("a key is not allowed here", "put a text that holds ': ' in quotes")
  }

  /// A key below a line that already has its value, or that lacks its colon.
  private func misplacedKey(_ key: String, at start: SourceMark) -> Diagnostic? {
    guard let (number, above) = lineAbove, !key.hasPrefix("- ") else { return nil }
    let note = Diagnostic.Note("it follows this line", at: range(ofLine: number))
    if above.contains(": ") || above.hasSuffix(":") {
      return say(
        "key \(key.quoted) is indented too deep",
        "indent it like the key above it", at: start, width: width(of: key), notes: [note])
    }
    return say(
      "key \(key.quoted) follows a line that is no key",
      Self.missingBlank(in: above) ?? "write \((above + ":").quoted) in line \(number)",
      at: start, width: width(of: key), notes: [note])
  }

  private var unexpectedInBlock: Diagnostic {
    let owner = Diagnostic.Note(
      fault.problem.hasSuffix("key") ? "the map begins here" : "the list begins here",
      at: range(fault.contextMark, width: 1))
    guard isFirstInLine else {
      let last = before.last { $0 != " " && $0 != "\t" }
      if last == "'" || last == "\"" {
        return say(
          "the quoted text ends before this",
          "inside of single quotes write '' for a quote, inside of double quotes \\\"")
      }
      return say("nothing can follow here", "put the whole value in quotes")
    }
    if after.hasPrefix("- "), fault.problem.hasSuffix("key") {
      return say(
        "a list item is not allowed among the keys of a map", "indent it below its key",
        notes: [owner])
    }
    if fault.mark.column == fault.contextMark.column {
      return say(
        "a key is not allowed among the items of a list", "indent it, or begin it with '- '",
        width: width(of: after), notes: [owner])
    }
    if fault.mark.column > fault.contextMark.column, let colon = after.firstIndex(of: ":"),
      let (number, _) = lineAbove, range(ofLine: number).start.column == fault.mark.column,
      let diagnostic = misplacedKey(String(after[..<colon]), at: fault.mark)
    {
      return diagnostic
    }
    return say(
      "the indentation by \(fault.mark.column - 1) fits nothing above it",
      "indent it like the line that it belongs to", width: width(of: after), notes: [owner])
  }

  private var neitherKeyNorValue: Diagnostic {
    let line = String(decoding: table.line(fault.contextMark.line), as: UTF8.self)
    let text = String(line.dropFirst(fault.contextMark.column - 1))
    return say(
      "\(text.quoted) is neither a key nor a value",
      Self.missingBlank(in: text) ?? "write \((text + ":").quoted), or indent it below its key",
      at: fault.contextMark, width: width(of: text))
  }

  /// For `port:8000` and `-item`.
  private static func missingBlank(in text: String) -> String? {
    if text.hasPrefix("-"), !text.hasPrefix("- ") { return "write a blank after '-'" }
    let isMissing = zip(text, text.dropFirst()).contains { $0 == ":" && $1 != " " && $1 != "/" }
    return isMissing ? "write a blank after ':'" : nil
  }

  /// The nearest one above that holds anything but blanks and comments, without indentation.
  private var lineAbove: (number: Int, text: String)? {
    for number in stride(from: fault.mark.line - 1, to: 0, by: -1) {
      let text = String(decoding: table.line(number), as: UTF8.self).drop { $0 == " " }
      if !text.isEmpty, !text.hasPrefix("#") { return (number, String(text)) }
    }
    return nil
  }

  private func range(ofLine number: Int) -> SourceRange {
    let line = String(decoding: table.line(number), as: UTF8.self)
    let start = SourceMark(line: number, column: indentation(of: line) + 1)
    return range(start, width: width(of: line) - indentation(of: line))
  }

  private func indentation(of line: String) -> Int { line.prefix { $0 == " " }.count }

  private func width(of text: String) -> Int { max(1, text.unicodeScalars.count) }

  // MARK: Characters

  private var unexpectedStart: Diagnostic {
    let first = after.first.map { "\($0)" } ?? ""
    return first == "\t"
      ? tab : say("a value can't begin with \(first.quoted)", "put it in quotes")
  }

  private var tab: Diagnostic {
    say("a tab can't indent", "indent with blanks")
  }

  private func unclosed(_ open: String, _ close: String) -> Diagnostic {
    let isOtherLine = fault.mark.line != fault.contextMark.line
    if isOtherLine || after.isEmpty {
      let expected = Diagnostic.Note(
        "',' or \(close.quoted) is missing before this", at: range(fault.mark, width: 1))
      return say(
        "\(open.quoted) is never closed", "write \(close.quoted) at its end",
        at: fault.contextMark, notes: isOtherLine && !after.isEmpty ? [expected] : [])
    }
    let notes = [
      Diagnostic.Note("\(open.quoted) is here", at: range(fault.contextMark, width: 1))
    ]
    if before.hasSuffix("$"), after.hasPrefix("{"), let end = after.firstIndex(of: "}") {
      // Its brace begins a map here.
      let reference = "$" + after[...end]
      return say(
        "between \(open.quoted) and \(close.quoted) a text that holds '${' needs quotes",
        "put the whole value in quotes",
        at: SourceMark(line: fault.mark.line, column: fault.mark.column - 1),
        width: width(of: reference), notes: notes)
    }
    return say(
      "',' or \(close.quoted) is missing before this", "put a text that holds ': ' in quotes",
      notes: notes)
  }

  private var unknownEscape: Diagnostic {
    let escape = String(after.prefix(2))
    return say(
      "\(escape.quoted) means nothing in double quotes",
      "write \("\\\(escape)".quoted) for a backslash, or use single quotes", width: 2)
  }
}
