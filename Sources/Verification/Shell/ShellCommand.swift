/// A command that a header tells: what a person pastes into a shell.
package enum ShellCommand {
  /// Its words as the shell takes them; `nil` for what is more than words.
  package static func words(of line: String) -> [String]? {
    var reader = ShellWordReader(Array(line.utf8))
    var words: [String] = []
    while let byte = reader.nextByte {
      if byte == UInt8(ascii: " ") {
        reader.skip()
        continue
      }
      guard let word = reader.nextWord() else { return nil }
      words.append(word.literal)
    }
    return words
  }
}
