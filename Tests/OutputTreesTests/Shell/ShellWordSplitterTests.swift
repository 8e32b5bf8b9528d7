import Foundation
import ManifestModel
import TestSupport
import Testing

@testable import OutputTrees

/// Reading commands undoes writing them, and agrees with a real shell.
struct ShellWordSplitterTests {
  /// What a process would get: each word after the manifest's own `$$`.
  private func words(_ text: String) -> [String?] {
    ShellWordSplitter.split(text).words.map { Template.read($0.text).template.literalText }
  }

  private func findings(_ text: String) -> [String] {
    ShellWordSplitter.split(text).findings.map { "\($0.kind) \($0.text) \($0.offset)" }
  }

  @Test(arguments: [
    (
      "daphne -b 0.0.0.0  config.asgi:application\n",
      ["daphne", "-b", "0.0.0.0", "config.asgi:application"]
    ),
    ("", []), (" \t\r\n", []), ("'' \"\"", ["", ""]), ("a'b'\"c\"\\d", ["abcd"]),
    ("'a\\b' \"a\\b\" \"a\\\"b\" a\\ b", ["a\\b", "a\\b", "a\"b", "a b"]),
    ("a\\\nb", ["ab"]), ("\"a\nb\"", ["a\nb"]), ("# ~ * {a,b} !", ["#", "~", "*", "{a,b}", "!"]),
    (
      "'&& | ; < > ` ( )' \"&& | ; < > ( )\" \\& \\;",
      ["&& | ; < > ` ( )", "&& | ; < > ( )", "&", ";"]
    ),
    (
      "$$ $$x '$x' \\$x \"\\$x\" 100$ '$'{x} '$$'",
      ["$", "$x", "$x", "$x", "$x", "100$", "${x}", "$"]
    ),
    ("sh -c \"exec é\"", ["sh", "-c", "exec é"]),
  ])
  func wordsAreSplitByShellRules(_ text: String, _ expected: [String]) {
    #expect(words(text) == expected.map(Optional.some))
    #expect(findings(text) == [])
  }

  @Test(arguments: [
    ("a && b", ["controlOperator && 2"]),
    ("a;b|c", ["controlOperator ; 1", "controlOperator | 3"]),
    ("a & b || c", ["controlOperator & 2", "controlOperator || 6"]),
    ("é >> x <y", ["redirection >> 2", "redirection < 7"]), ("$HOME/x", ["variable $HOME 0"]),
    ("\"$a_1-\" $1 $?", ["variable $a_1 1", "variable $1 8", "variable $? 11"]),
    ("`x`", ["commandSubstitution ` 0", "commandSubstitution ` 2"]),
    ("\"$(id)\"", ["commandSubstitution $( 1"]), ("(a)", ["parenthesis ( 0", "parenthesis ) 2"]),
    ("a 'b", ["unclosedQuote ' 2"]), ("\"a", ["unclosedQuote \" 0"]),
    ("a\\", ["trailingBackslash \\ 1"]),
    ("a;;b", ["controlOperator ; 1", "controlOperator ; 2"]),
  ])
  func whatNeedsAShellIsReportedWithItsPlace(_ text: String, _ expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test func referencesStayWhole() {
    let split = ShellWordSplitter.split("a --bind=${django.host}:80 '${A:-x y}' \"${B:-it's}\"")
    #expect(
      split.words.map(\.text) == ["a", "--bind=${django.host}:80", "${A:-x y}", "${B:-it's}"])
    #expect(split.findings.isEmpty)
  }

  @Test func offsetsLeadBackToTheText() {
    let word = ShellWordSplitter.split(" é'$x'\\$z ").words[0]
    #expect(word.text == "é$$x$$z")
    #expect(word.offsets == [1, 3, 3, 4, 7, 7, 8])
    #expect((word.start, word.end) == (1, 9))
  }

  @Test func quotedWordsComeBack() {
    let texts = AwkwardTexts.all + AwkwardTexts.random(count: 1500, seed: 21)
    let split = ShellWordSplitter.split(ShellWords.join(texts, for: .posix))
    #expect(split.findings.isEmpty)
    #expect(split.words.count == texts.count)
    for (word, text) in zip(split.words, texts) where !text.contains("${") {
      let read = Template.read(word.text).template.literalText ?? ""
      // `$$` inside single quotes is the manifest's dollar, not the shell's two.
      if !text.contains("$$") { #expect(read.utf8.elementsEqual(text.utf8)) }
    }
  }

  /// Random texts that need no shell: what dash makes of them is what we make of them.
  @Test(.enabled(if: Tool.isThere("dash"), "needs dash in ZDC_TOOLS or PATH"))
  func dashSplitsAlike() throws {
    let texts = Self.randomCommands(count: 4000).filter {
      ShellWordSplitter.split($0).findings.isEmpty
    }
    #expect(texts.count > 500)
    let lines = texts.map { "printf '%s\\0' x \($0)\nprintf 'end\\0'\n" }
    let outcome = try withScratchFolder { folder in
      let path = folder.appending(path: "x.sh").path
      try Data(("set -f\n" + lines.joined()).utf8).write(to: URL(fileURLWithPath: path))
      return try #require(Tool("dash")).run([path])
    }
    #expect(outcome.errors == "")
    let read = outcome.text.split(separator: "end\0", omittingEmptySubsequences: false)
    #expect(read.count == texts.count + 1)
    for (taken, text) in zip(read, texts) {
      let expected = (["x"] + words(text).map { $0 ?? "unread" }).map { $0 + "\0" }.joined()
      #expect(Array(taken.utf8) == Array(expected.utf8), "\(text.debugDescription)")
    }
  }

  /// Without what a shell would take otherwise by design: `${`, `$$`, comments, `~`, and line
  /// breaks that are no blanks to it.
  private static func randomCommands(count: Int) -> [String] {
    var generator = SeededGenerator(seed: 8)
    let pieces = [
      "a", "b c", " ", "'", "'", "\"", "\"", "\\", "\\\n", "$", "|", "é", "=", "\t", "-",
    ]
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
    }.filter { !$0.contains("$$") && !$0.contains("\\\\\n") }
  }
}
