import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct ShellWordsTests {
  private static let texts = AwkwardTexts.all + AwkwardTexts.random(count: 1500, seed: 3)

  @Test(arguments: [
    ("plain", "plain"), ("", "''"), ("a b", "'a b'"), ("it's", "\"it's\""),
    ("$HOME", "\"\\$HOME\""), ("a\\b", "\"a\\\\b\""), ("say \"x\"", "'say \"x\"'"),
    ("a\nb'", "$'a\\nb\\''"), ("\u{202E}", "$'\\xE2\\x80\\xAE'"), ("~/a b", "$'~/a b'"),
    ("80:80", "80:80"), ("a=b", "'a=b'"),
  ])
  func aWordIsQuotedAsReadersWould(_ text: String, _ quoted: String) {
    #expect(ShellWords.quote(text) == quoted)
  }

  /// The shells, and the dialect that each must take. Two locales: bash reads bytes in the one.
  private static let shells: [(shell: String, dialect: ShellDialect)] = [
    ("bash", .bash), ("bash", .posix), ("dash", .posix), ("busybox", .posix), ("zsh", .posix),
  ]

  @Test(arguments: shells.map(\.shell).indices, ["C", "C.UTF-8"])
  func shellsTakeAWordForItself(_ index: Int, _ locale: String) throws {
    let (shell, dialect) = Self.shells[index]
    guard let tool = Tool(shell) else {
      try Test.cancel("needs \(shell) in ZDC_TOOLS or PATH")
    }
    let words = Self.texts.map { ShellWords.quote($0, for: dialect) }
    let script = "printf '%s\\0' \(words.joined(separator: " "))\n"
    let output = try withScratchFolder { folder in
      let path = folder.appending(path: "x.sh").path
      try Data(script.utf8).write(to: URL(fileURLWithPath: path))
      return try tool.run(
        shell == "busybox" ? ["sh", path] : [path], environment: ["LC_ALL": locale])
    }
    #expect(output.errors == "")
    let read = output.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(read.count == Self.texts.count)
    for (bytes, text) in zip(read, Self.texts) {
      #expect(Array(bytes) == Array(text.utf8), "\(text.debugDescription)")
    }
  }
}
