import Diagnostics
import Testing

@Suite struct TextRendererTests {
  private func shown(_ marked: String, help: String? = nil) -> String {
    let diagnostic = Diagnostic(
      .error, DiagnosticCode(120), at: Sample.range(marked), "wrong", help: help)
    return TextRenderer(colour: false).render([diagnostic])
  }

  /// The lines below the message.
  private func excerpt(_ marked: String, help: String? = nil) -> [String] {
    shown(marked, help: help).split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func theFormOfTheManual() {
    let line = "    /api/: { service: ⟦djanga⟧, timeout: 60s }"
    let diagnostic = Diagnostic(
      .error, DiagnosticCode(120),
      at: Sample.range(String(repeating: "\n", count: 22) + line, path: "manifests/shop.yml"),
      "no service named 'djanga'", help: "did you mean 'django'?")
    #expect(
      TextRenderer(colour: false).render([diagnostic]) == """
        manifests/shop.yml:23:23: error: no service named 'djanga' [ZDC120]
           23 |     /api/: { service: djanga, timeout: 60s }
              |                       ^~~~~~ did you mean 'django'?

        """)
  }

  @Test("a plain line is shown as one with another character is, wherever the range stands")
  func plainLines() {
    let renderer = TextRenderer(colour: false)
    for plain in ["x", "key: value  ", "  a: b", String(repeating: "x", count: 119)] {
      // The first character of the other line takes one column, and its line the longer way.
      let other = "é" + plain.dropFirst()
      let count = plain.count
      for start in [1, 2, count, count + 1, count + 5, 80, 81, 82] {
        for (line, end) in [(1, start), (1, start + 1), (1, count + 1), (1, count + 9), (2, 1)] {
          let shown = [plain, other].map { text in
            let file = SourceFile(path: "m.yml", bytes: Array("\(text)\nnext\n".utf8))
            let range = SourceRange(
              file: file, start: SourceMark(line: 1, column: start),
              end: SourceMark(line: line, column: end))
            return renderer.excerpt(of: range, in: LineTable(file))
          }
          let first = String(plain.prefix(1))
          #expect(
            shown[0] == shown[1].replacing("é", with: first), "\(plain) \(start) \(line):\(end)")
        }
      }
    }
  }

  @Test func notesAndSeverities() {
    let first = Sample.range("⟦a⟧: 1\na: 2\n")
    let second = Sample.range("a: 1\n⟦a⟧: 2\n")
    let text = TextRenderer(colour: false).render([
      Diagnostic(
        .warning, DiagnosticCode(11), at: second, "'a' is given twice",
        notes: [.init("first given here", at: first), .init("without a place")]),
      Diagnostic(.error, DiagnosticCode(1), at: nil, "nowhere", help: "look elsewhere"),
    ])
    #expect(
      text == """
        shop.yml:2:1: warning: 'a' is given twice [ZDC011]
            2 | a: 2
              | ^
        shop.yml:1:1: note: first given here
            1 | a: 1
              | ^
        note: without a place
        error: nowhere [ZDC001]
              | look elsewhere

        """)
  }

  @Test func tabsAndWideCharactersKeepTheCaretInPlace() {
    #expect(
      excerpt("\tkey:\t⟦abc⟧ d") == [
        "    1 |     key:    abc d", "      |             ^~~",
      ])
    #expect(
      excerpt("이름: ⟦장고⟧ x") == ["    1 | 이름: 장고 x", "      |       ^~~~"])
    #expect(
      excerpt("\"😀e\u{301}\": ⟦x⟧") == ["    1 | \"😀e\u{301}\": x", "      |        ^"])
    // Decomposed Korean: three characters drawn as one syllable.
    #expect(
      excerpt("\u{1112}\u{1161}\u{11AB}: ⟦x⟧")
        == ["    1 | \u{1112}\u{1161}\u{11AB}: x", "      |     ^"])
  }

  @Test func rangesOverSeveralLinesEndWithTheFirst() {
    #expect(
      excerpt("a: ⟦{ b,\n  c⟧ }\n", help: "why") == ["    1 | a: { b,", "      |    ^~~~ why"])
    #expect(excerpt("a: ⟦|\n  text\n⟧b: 1\n") == ["    1 | a: |", "      |    ^"])
  }

  @Test func emptyRangesAndPlacesBeyondTheText() {
    #expect(excerpt("key:⟦⟧\n") == ["    1 | key:", "      |     ^"])
    #expect(excerpt("key:  ⟦⟧") == ["    1 | key:", "      |       ^"])
    #expect(excerpt("a: [\n⟦⟧") == ["    2 | ", "      | ^"])
    let beyond = SourceRange(
      file: SourceFile(path: "f", bytes: Array("a".utf8)), start: SourceMark(line: 9, column: 40),
      end: SourceMark(line: 9, column: 50))
    let text = TextRenderer(colour: false).render([
      Diagnostic(.error, DiagnosticCode(5), at: beyond, "gone")
    ])
    #expect(text == "f:9:40: error: gone [ZDC005]\n    9 | \n      | ^\n")
  }

  @Test func longLinesAreCutAroundTheRange() throws {
    let many = String(repeating: "x", count: 500)
    let right = excerpt("a: ⟦y⟧\(many)")
    #expect(right[0] == "    1 | a: y" + String(repeating: "x", count: 115) + "…")
    #expect(right[1] == "      |    ^")
    let both = excerpt("\(many)⟦yy⟧\(many)")
    #expect(both[0].hasPrefix("    1 | …xxxx"))
    #expect(both[0].hasSuffix("xxxx…"))
    #expect(both[0].count == 128)
    let caret = try #require(both[1].firstIndex(of: "^"))
    let under = both[0].index(both[0].startIndex, offsetBy: both[1].distance(to: caret))
    #expect(both[0][under...].hasPrefix("yyxx"))
    #expect(both[1].hasSuffix("^~"))
    #expect(excerpt("⟦\(many)⟧")[1] == "      | ^" + String(repeating: "~", count: 119))
  }

  @Test func linesOfMegabytesAreCutToo() {
    let many = String(repeating: "가", count: 200_000)
    let lines = excerpt("\(many)⟦x⟧\(many)")
    #expect(lines[0].unicodeScalars.count < 130)
    #expect(lines[1] == "      | " + String(repeating: " ", count: 41) + "^")
  }

  @Test func nothingUnprintableComesOut() {
    let source = "a: \u{1b}[31m⟦\u{202e}x⟧\u{7}\u{9b}\u{0}\u{2028}"
    let diagnostic = Diagnostic(
      .error, DiagnosticCode(2), at: Sample.range(source, path: "a\u{1b}\nb.yml"),
      "value '\u{1b}]0;owned\u{7}\r\n'", help: "write \u{202e}\t",
      notes: [.init("\u{85}", at: nil)])
    let text = TextRenderer(colour: false).render([diagnostic])
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .format })
    #expect(
      text == """
        a<U+001B>\\nb.yml:1:9: error: value '<U+001B>]0;owned<U+0007>\\r\\n' [ZDC002]
            1 | a: <U+001B>[31m<U+202E>x<U+0007><U+009B><U+0000><U+2028>
              |                ^~~~~~~~~ write <U+202E>\\t
        note: <U+0085>

        """)
  }

  @Test func badBytesAreShown() {
    let file = SourceFile(path: "f", bytes: Array("a: ".utf8) + [0xFF, 0x78, 0xC3])
    let range = SourceRange(
      file: file, start: SourceMark(line: 1, column: 4), end: SourceMark(line: 1, column: 5))
    let text = TextRenderer(colour: false).render([
      Diagnostic(.error, DiagnosticCode(1), at: range, "bad")
    ])
    #expect(text.hasSuffix("    1 | a: <FF>x<C3>\n      |    ^~~~\n"))
  }

  @Test func coloursOnlyWhenAskedFor() {
    let range = Sample.range("⟦a⟧")
    let diagnostic = Diagnostic(.error, DiagnosticCode(1), at: range, "m", help: "h")
    #expect(
      TextRenderer(colour: true).render([diagnostic])
        == "\u{1b}[1mshop.yml:1:1:\u{1b}[0m \u{1b}[1;31merror:\u{1b}[0m \u{1b}[1mm\u{1b}[0m [ZDC001]\n"
        + "    1 | a\n      | \u{1b}[1;32m^\u{1b}[0m h\n")
    #expect(!TextRenderer(colour: false).render([diagnostic]).contains("\u{1b}"))
  }

  @Test func nothingForNothing() {
    #expect(TextRenderer(colour: true).render([]).isEmpty)
  }
}

extension String {
  fileprivate func distance(to index: Index) -> Int { distance(from: startIndex, to: index) }
}
