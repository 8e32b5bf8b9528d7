import Diagnostics
import OutputTrees
import Planning

/// Several release commands as one shell script: one a line, each word quoted; a failure ends it.
///
/// A word that is known only at deployment goes in as a positional parameter, so that whatever a
/// variable holds stays one word and is never read as shell.
struct ReleaseScript {
  /// For `sh -ec`.
  let text: String
  /// What `$1` and so on stand for.
  let arguments: [DeployText]
  /// Of each line of the text.
  let lineOrigins: [Origin?]

  init(_ commands: [[DeployText]]) {
    var arguments: [DeployText] = []
    var origins: [Origin?] = []
    text = commands.map { words in
      let line =
        words.map { word in
          if let literal = word.literal { return ShellWords.quote(literal, for: .posix) }
          arguments.append(word)
          return "\"${\(arguments.count)}\""
        }.joined(separator: " ") + "\n"
      // A quoted word may hold line breaks.
      let count = line.utf8.count { $0 == UInt8(ascii: "\n") }
      origins += Array(repeating: Origin.joined(words.map(\.origin)), count: count)
      return line
    }.joined()
    lineOrigins = origins
    self.arguments = arguments
  }

  /// The script as a Compose value.
  var composeText: String { text.replacingAll("$", with: "$$") }
}
