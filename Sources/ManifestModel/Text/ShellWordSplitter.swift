/// Splits a command's text into words by POSIX shell rules (quotes, backslash), as Compose does
/// with a command given as text, and executes nothing.
///
/// What needs a shell (operators, redirections, expansions) is reported with its place. `#`, `~`,
/// `*` and `{a,b}` mean themselves: no shell will see them. The words are still in the manifest's
/// terms: `${…}` is kept whole, quotes in it and around it included, and a dollar that the shell
/// rules make literal is written `$$`, so that `Template.read` of each word is the next step.
package struct ShellWordSplitter {
  package struct Word: Sendable, Hashable {
    package let text: String
    /// The distance of each scalar of `text` from the start of the whole text, in Unicode scalars.
    package let offsets: [Int]
    /// That of the word's first character, a quote perhaps.
    package let start: Int
    /// That of the first character after the word.
    package let end: Int
  }

  /// Something that only a shell could carry out, or that no shell would read.
  package struct Finding: Sendable, Hashable {
    package enum Kind: Sendable, Hashable, CaseIterable {
      /// `;`, `&`, `&&`, `|`, `||`
      case controlOperator
      /// `<`, `>`, `>>`, …
      case redirection
      /// `$NAME`, `$1`, `$?`
      case variable
      /// `$(` or a backtick
      case commandSubstitution
      /// `(` or `)`
      case parenthesis
      case unclosedQuote
      /// A backslash with nothing after it.
      case trailingBackslash
    }

    package let kind: Kind
    /// What was found, as it is written.
    package let text: String
    /// Its distance from the start of the text, in Unicode scalars.
    package let offset: Int
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var words: [Word] = []
  private var findings: [Finding] = []
  /// The word that is open, if one is: an empty one between quotes counts.
  private var start: Int?
  private var text = ""
  private var offsets: [Int] = []

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  package static func split(_ text: String) -> (words: [Word], findings: [Finding]) {
    var splitter = ShellWordSplitter(text)
    splitter.readAll()
    return (splitter.words, splitter.findings)
  }

  private mutating func readAll() {
    while position < scalars.count {
      switch scalars[position] {
      case " ", "\t", "\n", "\r": endWord()
      case "'": readSingleQuoted()
      case "\"": readDoubleQuoted()
      case "\\": readBackslash(escapes: nil)
      case "$": readDollar()
      case "`": report(.commandSubstitution, count: 1)
      case ";", "&", "|":
        readOperator(.controlOperator)
      case "<", ">": readOperator(.redirection)
      case "(", ")":
        report(.parenthesis, count: 1)
        endWord()
      default: take()
      }
      position += 1
    }
    endWord()
  }
}

/// The open word. Each method leaves `position` at the last scalar that it used.
extension ShellWordSplitter {
  private mutating func open() {
    if start == nil { start = position }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    open()
    text.unicodeScalars.append(scalar)
    offsets.append(position)
  }

  private mutating func take() { append(scalars[position]) }

  private mutating func endWord() {
    if let start {
      words.append(
        Word(text: text, offsets: offsets, start: start, end: min(position, scalars.count)))
    }
    (start, text, offsets) = (nil, "", [])
  }

  private mutating func report(_ kind: Finding.Kind, count: Int) {
    var found = ""
    found.unicodeScalars.append(contentsOf: scalars[position..<(position + count)])
    findings.append(Finding(kind: kind, text: found, offset: position))
  }

  private func scalar(after distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }
}

/// Quotes, backslashes, dollars, operators. Each method begins and ends as `readAll` does.
extension ShellWordSplitter {
  private mutating func readSingleQuoted() {
    open()
    let quote = position
    position += 1
    while position < scalars.count && scalars[position] != "'" {
      if scalars[position] == "$" { keepDollar() } else { take() }
      position += 1
    }
    reportUnclosed(quote)
  }

  private mutating func readDoubleQuoted() {
    open()
    let quote = position
    position += 1
    while position < scalars.count && scalars[position] != "\"" {
      switch scalars[position] {
      case "\\": readBackslash(escapes: ["$", "`", "\"", "\\", "\n"])
      case "$": readDollar()
      case "`": report(.commandSubstitution, count: 1)
      default: take()
      }
      position += 1
    }
    reportUnclosed(quote)
  }

  private mutating func reportUnclosed(_ quote: Int) {
    guard position >= scalars.count else { return }
    position = quote
    report(.unclosedQuote, count: 1)
    position = scalars.count
  }

  /// `escapes` is what a backslash takes the meaning from; `nil` is everything.
  private mutating func readBackslash(escapes: [Unicode.Scalar]?) {
    guard let next = scalar(after: 1) else {
      report(.trailingBackslash, count: 1)
      return
    }
    if let escapes, !escapes.contains(next) {
      take()
      return
    }
    position += 1
    switch next {
    case "\n": break
    case "$":
      append("$")
      append("$")
    default: take()
    }
  }

  /// Outside of single quotes.
  private mutating func readDollar() {
    switch scalar(after: 1) {
    case "(":
      report(.commandSubstitution, count: 2)
      position += 1
    case let next? where Self.isNameCharacter(next) || "?!@*#-".unicodeScalars.contains(next):
      var count = 2
      if !("0"..."9").contains(next) && Self.isNameCharacter(next) {
        while let more = scalar(after: count), Self.isNameCharacter(more) { count += 1 }
      }
      report(.variable, count: count)
      position += count - 1
    case "\\" where scalar(after: 2) == "\n":
      // A shell joins the lines first, and may then see a variable.
      report(.variable, count: 1)
    default: keepDollar()
    }
  }

  /// A dollar that is no shell's: `${…}` whole, `$$`, or a literal one, which becomes `$$`.
  private mutating func keepDollar() {
    take()
    switch scalar(after: 1) {
    case "{":
      let end = scalars[position...].firstIndex(of: "}") ?? scalars.count - 1
      while position < end {
        position += 1
        take()
      }
    case "$":
      position += 1
      take()
    default: append("$")
    }
  }

  private mutating func readOperator(_ kind: Finding.Kind) {
    let first = scalars[position]
    let isDoubled = scalar(after: 1) == first && first != ";"
    report(kind, count: isDoubled ? 2 : 1)
    endWord()
    if isDoubled { position += 1 }
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}
