import Diagnostics
import Foundation
import Fuzzing
import TestSupport
import Testing
import YAMLReading

/// The quick reader of zdc's own YAML makes what libyaml makes, or refuses.
@Suite(.slow) struct DialectTests {
  private static let generated = Corpus.yaml(below: Repository.root.appending(path: "out").path)

  private func isTaken(_ text: String) -> Bool {
    let file = SourceFile(path: "m", bytes: Array(text.utf8))
    return YAMLDocument.readDialect(file) != nil
  }

  private func violations(_ text: String) -> [String] {
    DialectTarget(corpus: []).run(Array(text.utf8)).violations
  }

  @Test("all YAML that zdc writes is read by it, as libyaml reads it")
  func whatIsWritten() {
    #expect(Self.generated.count > 40)
    for entry in Self.generated {
      #expect(DialectTarget(corpus: []).run(entry.bytes).violations == [], "\(entry.name)")
      let file = SourceFile(path: entry.name, bytes: entry.bytes)
      #expect(YAMLDocument.readDialect(file) != nil, "\(entry.name)")
    }
  }

  @Test("changed artefacts are read as libyaml reads them, or refused")
  func whatIsChanged() {
    // Small ones: whatever libyaml thinks of a change, it thinks of it in a short text too.
    let small =
      Self.generated.map(\.bytes).filter { $0.count < 4000 } + Self.forms.map { Array($0.utf8) }
    var run = FuzzRun(DialectTarget(corpus: small), corpus: small, seed: 7)
    for _ in 0..<6000 {
      let finding = run.step()
      #expect(
        finding == nil,
        "\(finding?.violations ?? []): \(String(decoding: finding?.input ?? [], as: UTF8.self))")
    }
    #expect(run.behaviours.isSuperset(of: ["refused", "scalar plain true", "scalar plain false"]))
  }

  /// Each form of the dialect.
  private static let forms = [
    "---\na: b\n", "# c\n---\n\n# c\na: 'it''s'\n\nb: \"x\\n\\x07\\u2028\\\"\"\n",
    "---\na:\n  - b\n  - c: d\n    e: f\n  - - g\n    - h\n  # i\n  - [j, 'k', -l]\n",
    "---\na: |\n  b\n\n   c\nd: |-\n  e\nf: |2-\n    g\nh:\n  - |\n    i\n  - j\n",
    "---\na: &x\n  b: c\nd:\n  <<: *x\n  e: *x\nf: {}\ng: []\nh: {i: j, k: {l: 'm'}}\n",
    "---\na: 한국어\n한: \"국\"\nb: [가, 'ü']\n---\n- a\n- b\n",
    "---\na: |\n\n  b\n\n\n---\nc: |\n  d\n",
  ]

  @Test(arguments: forms.indices) func itsForms(index: Int) {
    #expect(isTaken(Self.forms[index]), "\(Self.forms[index])")
    #expect(violations(Self.forms[index]) == [])
  }

  /// All of these are for libyaml, right or wrong.
  private static let others = [
    "", "\n", "---\n", "a: b\n", "--- \na: b\n", "---\na: b", "---\na: b\r\n", "---\na: b\u{85}c\n",
    "---\na: b \n", "---\na:  b\n", "---\na: b # c\n", "---\na:\tb\n", "---\na:\n- b\n",
    "---\na:\n   b: c\n", "---\na: b\n  c\n", "---\na: b\n c: d\n", "---\na: >\n  b\n",
    "---\na: |+\n  b\n", "---\na: |3\n   b\n", "---\na: |\n   b\n", "---\na: |\n  b\n  \n",
    "---\na: |\n  b\n \nc: d\n", "---\na: |\nb: c\n", "---\na: |\n\n", "---\na:\n",
    "---\na:\nb: c\n",
    "---\n? a\n: b\n", "---\na: [b,c]\n", "---\na: [b, c,]\n", "---\na: [b: c]\n",
    "---\na: [[b]]\n",
    "---\na: {b: [c]}\n", "---\na: {b}\n", "---\na: [b]: c\n", "---\na: 'b\n  c'\n",
    "---\na: 'b' c\n",
    "---\na: \"\\e\"\n", "---\na: \"\\ud800\"\n", "---\na: \"\\x0\"\n", "---\na: \"\\x+1\"\n",
    "---\na: !!str b\n", "---\na: &x b\n", "---\na: *x\n", "---\na: &x\n  b: *x\n",
    "---\n<<: {a: b}\n",
    "---\na: &x\n  b: c\n<<: *x\n<<: *x\n", "---\na: b\na: c\n", "---\na: {b: c, b: d}\n",
    "---\n'': b\n", "---\na: b: c\n", "---\na: - b\n", "---\na: -\n", "---\n-\n  a\n",
    "---\n-  a\n",
    "---\n- &x\n  a: b\n", "---\na: %b\n", "---\n%a: b\n", "---\na: @b\n", "---\na: `b\n",
    "---\na: ?b\n",
    "---\na: :b\n", "---\na: \n", "---\na: b:\n", "---\na: [b?]\n", "---\na: [b:]\n",
    "---\na: [?b]\n",
    "---\na: b\n...\n", "---\n...: b\n", "---\n---a: b\n", "---\na: b\n--- c\n",
    "%YAML 1.1\n---\na: b\n",
    "---\na: |\n  b\u{202e}\n", "---\na: \u{feff}b\n", "---\na: \u{7f}\n", "---\ntext\n",
    "---\n[]\n",
    "---\na: b\n\u{0}", "\u{feff}---\na: b\n", "---\na: |\n\tb\n", "---\na: |\n  \tb\n",
    "---\n\ta: b\n",
    "---\na: &x\n  - b\n", "---\na: *\n", "---\na: &\n  b: c\n", "---\na: [-]\n",
    "---\na: [--, -]\n",
    "---\n" + String(repeating: "a", count: 1001) + ": b\n",
    "---\n" + (0...200).map { String(repeating: "  ", count: $0) + "a:\n" }.joined()
      + String(repeating: "  ", count: 201) + "a: b\n",
  ]

  @Test(arguments: others.indices) func otherForms(index: Int) {
    #expect(!isTaken(Self.others[index]), "\(Self.others[index])")
  }

  @Test("aliases of aliases count as what they stand for")
  func bombs() {
    var text = "---\na0: &a0\n  b: c\n"
    for index in 1..<40 {
      text += "a\(index): &a\(index)\n  b: *a\(index - 1)\n  c: *a\(index - 1)\n"
    }
    #expect(!isTaken(text))
  }

  @Test("bytes that are not UTF-8 are refused")
  func bytes() {
    for byte: UInt8 in [0x80, 0xC3, 0xFF] {
      for text in ["a: b", "# c", "a: 'b'", "a: |\n  b"] {
        let file = SourceFile(path: "m", bytes: Array("---\n\(text)".utf8) + [byte, 0x0A])
        #expect(YAMLDocument.readDialect(file) == nil)
      }
    }
  }
}
