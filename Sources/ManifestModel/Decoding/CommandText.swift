/// Splits a command that is written as one text into the words that are executed.
///
/// Quotes and backslashes are the POSIX shell's (XCU 2.2), `${…}` is a unit as everywhere, `$$` is
/// a dollar. What only a shell could do (lists, pipes, redirections, expansions) is a fault: no
/// shell runs the command.
struct CommandText {
  struct Word {
    var segments: [Template.Segment] = []
    /// Of the text's Unicode scalars.
    var range: Range<Int>
  }

  struct Fault {
    let range: Range<Int>
    let message: String
    let help: String
  }

  private(set) var words: [Word] = []
  private(set) var faults: [Fault] = []
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var word: Word?
  private var literal = ""

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    while position < scalars.count { readUnquoted() }
    endWord()
    checkFirstWord()
  }

  static let shellHelp = "write [sh, -c, \"… && exec server\"], or release for what comes first"

  private mutating func readUnquoted() {
    let scalar = scalars[position]
    switch scalar {
    case " ", "\t", "\n", "\r":
      endWord()
      position += 1
    case "'": readQuoted(by: "'")
    case "\"": readQuoted(by: "\"")
    case "\\":
      guard position + 1 < scalars.count else {
        return fault(position..<(position + 1), "'\\' at the end escapes nothing", "remove it")
      }
      // A line that ends with a backslash goes on in the next.
      if scalars[position + 1] != "\n" { append(scalars[position + 1], from: position) }
      position += 2
    case "&", "|", ";", "<", ">", "(", ")", "`": readOperator()
    case "$": readDollar(isLiteral: false)
    default:
      append(scalar, from: position)
      position += 1
    }
  }

  private mutating func readQuoted(by quote: Unicode.Scalar) {
    let start = position
    open(from: start)
    position += 1
    while position < scalars.count, scalars[position] != quote {
      let scalar = scalars[position]
      let next = position + 1 < scalars.count ? scalars[position + 1] : nil
      if scalar == "$" {
        readDollar(isLiteral: quote == "'")
      } else if quote == "\"", scalar == "\\", let next, "\"\\$`\n".unicodeScalars.contains(next) {
        if next != "\n" { append(next, from: position) }
        position += 2
      } else if quote == "\"", scalar == "`" {
        readOperator()
      } else {
        append(scalar, from: position)
        position += 1
      }
    }
    guard position < scalars.count else {
      return fault(
        start..<(start + 1), "a quote that is not closed", "close it, or escape it: \\\(quote)")
    }
    position += 1
    extend(to: position)
  }

  /// - Parameter isLiteral: whether a shell would leave a `$` alone here.
  private mutating func readDollar(isLiteral: Bool) {
    let start = position
    let next = position + 1 < scalars.count ? scalars[position + 1] : nil
    if next == "$" {
      append("$", from: start)
      position += 2
    } else if next == "{" {
      let end = scalars[position...].firstIndex(of: "}") ?? scalars.count - 1
      let written = String(String.UnicodeScalarView(scalars[position...end]))
      open(from: start)
      flush()
      // A faulty one is the validator's to report.
      word?.segments += Template.read(written).template.segments
      position = end + 1
      extend(to: position)
    } else if !isLiteral, let next, Self.expands(next) {
      position += 1
      while position < scalars.count, Self.isNameScalar(scalars[position]) { position += 1 }
      if position == start + 1 { position += 1 }
      let written = String(String.UnicodeScalarView(scalars[start..<position]))
      fault(
        start..<position, "no shell expands '\(written)' in a command text",
        "write ${NAME} for a variable of the deployment, '$$' for a dollar, or [sh, -c, …]")
    } else {
      append("$", from: start)
      position += 1
    }
  }

  private mutating func readOperator() {
    let start = position
    let isRepeatable = "&|;<>".unicodeScalars.contains(scalars[position])
    position += 1
    while isRepeatable, position < scalars.count,
      "&|;<>".unicodeScalars.contains(scalars[position])
    {
      position += 1
    }
    let written = String(String.UnicodeScalarView(scalars[start..<position]))
    fault(start..<position, "no shell runs '\(written)' in a command text", Self.shellHelp)
  }
}

extension CommandText {
  private static let builtins = [
    "cd", "exec", "export", "source", ".", "set", "unset", "eval", "ulimit", "umask", "trap",
  ]

  private mutating func checkFirstWord() {
    guard let first = words.first, case .literal(let text)? = first.segments.first else { return }
    let name = text.prefix { $0 != "=" }
    if Self.builtins.contains(text), first.segments.count == 1 {
      let help = text == "exec" ? "remove it: the server is PID 1 as it is" : Self.shellHelp
      fault(first.range, "'\(text)' is a shell's own command, and no shell runs it", help)
    } else if name.count < text.count, let initial = name.unicodeScalars.first,
      name.unicodeScalars.allSatisfy(Self.isNameScalar), !initial.properties.isWhitespace,
      !("0"..."9").contains(initial)
    {
      fault(
        first.range, "no shell sets '\(name)' in front of a command text",
        "write env: { \(name): … }")
    }
  }

  private static func expands(_ next: Unicode.Scalar) -> Bool {
    isNameScalar(next) || "(@*#?!-".unicodeScalars.contains(next)
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar))
  }

  private mutating func fault(_ range: Range<Int>, _ message: String, _ help: String) {
    faults.append(Fault(range: range, message: message, help: help))
    position = max(position, range.upperBound)
  }

  private mutating func open(from start: Int) {
    if word == nil { word = Word(range: start..<start) }
  }

  private mutating func append(_ scalar: Unicode.Scalar, from start: Int) {
    open(from: start)
    literal.unicodeScalars.append(scalar)
    extend(to: start + 1)
  }

  private mutating func extend(to end: Int) {
    guard let start = word?.range.lowerBound else { return }
    word?.range = start..<end
  }

  private mutating func flush() {
    if !literal.isEmpty { word?.segments.append(.literal(literal)) }
    literal = ""
  }

  private mutating func endWord() {
    flush()
    if let word { words.append(word) }
    word = nil
  }
}
