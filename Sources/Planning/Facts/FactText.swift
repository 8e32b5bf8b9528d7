import Diagnostics
import ManifestModel

/// Values of facts as text, in the manifest's own escapes.
package enum FactText {
  /// `${NAME}`, `${NAME:-DEFAULT}`, `${NAME:+TEXT}`, and `$$` for a dollar.
  package static func text(_ text: DeployText) -> String {
    if let literal = text.literal { return self.text(literal) }
    return text.pieces.map { piece in
      switch piece {
      case .text(let text): self.text(text)
      case .variable(let name, let fallback): fallback.written(name) { self.text($0) }
      }
    }.joined()
  }

  /// Text without variables.
  package static func text(_ text: String) -> String {
    text.holds(byte: UInt8(ascii: "$")) ? text.replacingAll("$", with: "$$") : text
  }

  /// `[a, "b c", d]`: two different lists are never the same text.
  package static func words(_ words: [String]) -> String {
    "[" + words.map(word).joined(separator: ", ") + "]"
  }

  fileprivate static func word(_ word: String) -> String {
    guard word.isEmpty || word.utf8.contains(where: needsQuotes) else { return word }
    let escaped = word.replacingAll("\\", with: "\\\\").replacingAll("\"", with: "\\\"")
    return "\"\(escaped.replacingAll("\n", with: "\\n").replacingAll("\t", with: "\\t"))\""
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\n"), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  /// Thousandths of a CPU: `0.5`.
  package static func cpus(_ millis: Int) -> String {
    let fraction = millis % 1000
    guard fraction > 0 else { return String(millis / 1000) }
    var digits = String(fraction + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(millis / 1000).\(digits)"
  }
}

extension FactText {
  /// `80 default_server`, with quotes around what has blanks or is empty.
  package static func arguments(_ words: [String]) -> String {
    words.map(word).joined(separator: " ")
  }

  /// The words that `words` made one text of; `nil` for other texts.
  package static func split(_ text: String) -> [String]? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    var words: [String] = []
    var rest = text.dropFirst().dropLast()
    while !rest.isEmpty {
      guard let word = rest.first == "\"" ? quoted(&rest) : bare(&rest) else { return nil }
      words.append(word)
      guard rest.isEmpty || rest.hasPrefix(", ") else { return nil }
      rest = rest.dropFirst(2)
    }
    return words
  }

  private static func bare(_ rest: inout Substring) -> String? {
    let word = rest.prefix { $0 != "," }
    rest = rest.dropFirst(word.count)
    return word.isEmpty ? nil : String(word)
  }

  private static func quoted(_ rest: inout Substring) -> String? {
    var word = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"": return word
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        word.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
      default: word.append(character)
      }
    }
    return nil
  }
}
