internal import Diagnostics
internal import YAMLReading

extension Command {
  init?(_ entry: YAMLEntry?, into log: inout DiagnosticLog) {
    guard let entry, let command = Command(entry.value, entry.key.value, into: &log) else {
      return nil
    }
    self = command
  }

  /// A text is split into words; a list is its words.
  ///
  /// - Returns: `nil` where there is no word.
  private init?(_ node: YAMLNode, _ name: String, into log: inout DiagnosticLog) {
    let words: [Located<Template>]
    if let items = node.items {
      CommandList.checkWords(items, name, into: &log)
      words = items.compactMap(\.locatedTemplate)
    } else if let text = node.scalar?.text {
      words = CommandText.words(of: text, at: node, into: &log)
    } else {
      return nil
    }
    guard !words.isEmpty else {
      if node.items?.isEmpty ?? (node.scalar?.text.isEmpty == false) {
        log.error(
          .emptyCollection, at: node.range, "\(name.quoted) needs at least one word",
          help: "remove the key to keep the image's own")
      }
      return nil
    }
    self.init(range: node.range, words: words)
  }

  /// One text is one command; each item of a list is a command, a text or a list of words.
  static func release(_ entry: YAMLEntry?, into log: inout DiagnosticLog) -> [Command] {
    guard let entry, entry.value.entries == nil else { return [] }
    if let items = entry.value.items {
      CommandList.checkCommands(items, entry.key.value, at: entry.value, into: &log)
    }
    return (entry.value.items ?? [entry.value]).compactMap {
      Command($0, entry.key.value, into: &log)
    }
  }
}
