import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  /// The script of several release commands, a command a line: each is a fact. What is known only
  /// at deployment stands behind it as a positional parameter.
  ///
  /// - Returns: whether it is such a script.
  mutating func release(_ node: YAMLNode, behind entrypoint: YAMLNode?) -> Bool {
    guard entrypoint?.texts(Renderings.composeText)?.suffix(2) == ["sh", "-ec"],
      let items = node.items, let script = items.first?.scalar,
      items.count != 2, items.count < 2 || items[1].scalar.map(YAMLText.text) == "sh"
    else { return false }
    var arguments: [String] = []
    for item in items.dropFirst(2) {
      guard let scalar = item.scalar else { return false }
      arguments.append(Renderings.composeText(YAMLText.text(scalar)))
    }
    // A dollar of the shell is doubled for Compose.
    guard !script.text.replacingAll("$$", with: "").contains("$") else { return false }
    var reader = ShellWordReader(
      Array(script.text.replacingAll("$$", with: "$").utf8), arguments: arguments)
    var commands: [(words: [String], line: Int, end: SourceMark?)] = []
    var used = 0
    while let command = reader.nextCommand() {
      // Its last argument stands below the script.
      let end = reader.usedArguments > used ? items[1 + reader.usedArguments].range.end : nil
      used = reader.usedArguments
      commands.append((command.words, command.line, end))
    }
    guard reader.isAtEnd, reader.usedArguments == arguments.count else { return false }
    let start = items[0].range.start.line
    for (index, command) in commands.enumerated() {
      let mark = SourceMark(line: start + command.line, column: 1)
      let range = SourceRange(file: node.range.file, start: mark, end: command.end ?? mark)
      list.add(.command, index: index, FactText.words(command.words), from: Origin(range))
    }
    return true
  }
}
