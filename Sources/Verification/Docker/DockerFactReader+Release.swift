import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  /// The script of several release commands, a command a line: each is a fact.
  ///
  /// - Returns: whether it is such a script.
  mutating func release(_ node: YAMLNode, behind entrypoint: YAMLNode?) -> Bool {
    guard entrypoint?.texts(Renderings.composeText)?.suffix(2) == ["sh", "-ec"],
      let commands = Self.releaseCommands(node)
    else { return false }
    for (index, command) in commands.enumerated() {
      list.add(.command, index: index, command.words, from: Origin(command.range))
    }
    return true
  }

  /// The commands of such a script, from what `sh -ec` is given. What is known only at deployment
  /// stands behind it as a positional parameter.
  ///
  /// - Returns: `nil` where it is no such script.
  static func releaseCommands(_ node: YAMLNode) -> [(words: String, range: SourceRange)]? {
    guard let items = node.items, let script = items.first?.scalar,
      items.count != 2, items.count < 2 || items[1].scalar.map(YAMLText.text) == "sh"
    else { return nil }
    var arguments: [String] = []
    for item in items.dropFirst(2) {
      guard let scalar = item.scalar else { return nil }
      arguments.append(Renderings.composeText(YAMLText.text(scalar)))
    }
    // A dollar of the shell is doubled for Compose.
    guard !script.text.replacingAll("$$", with: "").contains("$") else { return nil }
    var reader = ShellWordReader(
      Array(script.text.replacingAll("$$", with: "$").utf8), arguments: arguments)
    let start = items[0].range.start.line
    var commands: [(words: String, range: SourceRange)] = []
    var used = 0
    while let command = reader.nextCommand() {
      // Its last argument stands below the script.
      let end = reader.usedArguments > used ? items[1 + reader.usedArguments].range.end : nil
      used = reader.usedArguments
      let mark = SourceMark(line: start + command.line, column: 1)
      let range = SourceRange(file: node.range.file, start: mark, end: end ?? mark)
      commands.append((FactText.words(command.words), range))
    }
    guard reader.isAtEnd, reader.usedArguments == arguments.count else { return nil }
    return commands
  }
}
