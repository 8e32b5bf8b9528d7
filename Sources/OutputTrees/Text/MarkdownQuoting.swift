/// How CommonMark, with the tables of GitHub's dialect, is told that data means itself.
enum MarkdownQuoting {
  /// A backslash before every ASCII mark that Markdown could take for syntax; what breaks or hides
  /// in a line becomes a blank or a code. Of the blanks in front one is left: four would make code.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "\n", "\r", "\t": if result != " " { result += " " }
      case _ where scalar.isInvisible: result += "U+\(String(scalar.value, radix: 16))"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "(", ")", "#", "+", "-", "!", "|",
        "~", "&", "=", "\"", "$", "@", ".", ":":
        // `.` after digits makes a list, `:` and `@` make links, `$` mathematics.
        if needsBackslash(scalar, after: result) { result += "\\" }
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Marks that are syntax only in some places stay bare in the others, for those who read the
  /// text as it is: names and numbers are full of `-`, `.` and `:`.
  private static func needsBackslash(_ scalar: Unicode.Scalar, after text: String) -> Bool {
    switch scalar {
    // A heading may end with ` #` too.
    case "#": text.isEmpty || text.utf8.last == 0x20
    case "-", "+", "=", "\"", "(", "!", "{", "}": text.utf8.allSatisfy { $0 == 0x20 }
    case ".", ")": text.utf8.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) }
    case ":", "@": false
    default: true
    }
  }

  /// A fence longer than any run of backticks inside; a blank that Markdown takes off again where
  /// the text needs one. Line breaks become blanks, and what can't be seen a code.
  static func codeSpan(_ text: String) -> String {
    if isPlainCode(text) { return "`" + text + "`" }
    var content = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": content += " "
      case _ where scalar.isInvisible: content += "U+\(String(scalar.value, radix: 16))"
      default: content.unicodeScalars.append(scalar)
      }
    }
    guard !content.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: content) + 1)
    let isPadded =
      content.hasPrefix("`") || content.hasSuffix("`")
      || (content.hasPrefix(" ") && content.hasSuffix(" ") && content.contains { $0 != " " })
    return isPadded ? "\(fence) \(content) \(fence)" : fence + content + fence
  }

  /// Whether one backtick on each side is all that the code needs.
  private static func isPlainCode(_ text: String) -> Bool {
    let blank = UInt8(ascii: " ")
    guard let first = text.utf8.first, first != blank, text.utf8.last != blank else { return false }
    return !text.utf8.contains(UInt8(ascii: "`")) && !text.hasInvisibleScalars
  }

  /// A table's cells end at `|`, in code too. One that is escaped already is left alone.
  static func cell(_ markdown: String) -> String {
    guard markdown.utf8.contains(UInt8(ascii: "|")) else { return markdown }
    var result = ""
    var isEscaped = false
    for scalar in markdown.unicodeScalars {
      if scalar == "|" && !isEscaped { result += "\\" }
      isEscaped = scalar == "\\" && !isEscaped
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
