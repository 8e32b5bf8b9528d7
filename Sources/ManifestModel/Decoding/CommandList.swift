internal import Diagnostics
internal import YAMLReading

/// Lists that look like one command where several belong, or like several words where one stands.
enum CommandList {
  /// A list of commands whose items are all single words is one command to most who write it.
  static func checkCommands(
    _ items: [YAMLNode], _ name: String, at node: YAMLNode, into log: inout DiagnosticLog
  ) {
    let words = items.compactMap(\.scalar).map(\.text)
    guard items.count > 1, words.count == items.count, words.allSatisfy(isWord) else { return }
    let shown = words.map(item).joined(separator: ", ")
    let each = words.map { "[\(item($0))]" }.joined(separator: ", ")
    log.error(
      .ambiguousCommand, at: node.headRange,
      "\(name.quoted) is a list of commands, and this is either one or \(items.count)",
      help: "write [[\(shown)]] for one command, or [\(each)] for \(items.count)")
  }

  /// A list of words that is one text with blanks in it, or begins as Compose's health checks do.
  static func checkWords(
    _ items: [YAMLNode], _ name: String, into log: inout DiagnosticLog
  ) {
    guard let first = items.first, let word = first.scalar?.text else { return }
    if ["CMD", "CMD-SHELL", "NONE"].contains(word) {
      let rest = items.dropFirst().compactMap(\.scalar?.text)
      let help =
        switch word {
        case "CMD" where !rest.isEmpty: "write [\(rest.map(item).joined(separator: ", "))]"
        case "CMD-SHELL" where rest.count == 1: "write [sh, -c, \(quoted(rest[0]))]"
        default: "remove it"
        }
      log.error(
        .ambiguousCommand, at: first.range,
        "\(name.quoted) is the command itself, and '\(word)' is a word of Compose", help: help)
      return
    }
    guard items.count == 1, word.contains(" "), !word.contains("\n"), !word.hasPrefix(" ") else {
      return
    }
    let parts = ShellWordSplitter.split(word).words.map(\.text)
    log.error(
      .ambiguousCommand, at: first.range,
      "\(name.quoted) is the words of one command, and this is one word with blanks in it",
      help: "write [\(parts.map(item).joined(separator: ", "))]")
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && !text.contains { $0.isWhitespace || "'\"$`&|;<>".contains($0) }
  }

  /// As an item of a flow list.
  private static func item(_ text: String) -> String {
    let isPlain =
      text.allSatisfy { $0.isLetter || $0.isNumber || "_./-=+".contains($0) }
      && Int(text) == nil && text != "-"
      && !["true", "false", "yes", "no", "on", "off", "null"].contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { "\\\"".contains($0) ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}
