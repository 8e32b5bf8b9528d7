import Diagnostics
import Testing
import YAMLReading

/// What stands before YAML: bytes, characters and line ends, each with its place.
@Suite struct TextTests {
  @Test(arguments: ["", "\n", "# only a comment\n", "\u{feff}", "  \n\n"])
  func nothing(text: String) {
    let read = Reading(text)
    #expect(read.tree == "-")
    #expect(
      read.faults == ["1:1 ZDC006 the file is empty: there is nothing but blanks and comments"])
  }

  @Test func anExplicitDocumentCanBeNull() {
    #expect(Reading("---\n").tree == "null")
    #expect(Reading("---\n").faults == [])
  }

  @Test func byteOrderMarkCountsAsNothing() {
    let read = Reading("\u{feff}a: b\n")
    #expect(read.tree == "{a: 'b'}")
    #expect(read.keyPlace("a") == "1:1-1:2")
    #expect(read.place("a") == "1:4-1:5")
  }

  @Test func secondByteOrderMarkIsSeen() {
    #expect(Reading("a: \u{feff}b\n").log.sorted.map(\.code) == [.hiddenOrder])
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x3A, 0x00],
    [0x00, 0x61, 0x00, 0x3A],
  ])
  func utf16(bytes: [UInt8]) {
    #expect(Reading(bytes).faults == ["1:1 ZDC001 the text is UTF-16"])
  }

  @Test func badBytesHaveTheirPlace() {
    var bytes = Array("a: 1\n가: x".utf8)
    bytes.append(0xFF)
    bytes += Array("\nb: \n".utf8)
    bytes += [0xC3]
    #expect(
      Reading(bytes).faults
        == ["2:5 ZDC001 byte 0xFF is not UTF-8", "4:1 ZDC001 byte 0xC3 is not UTF-8"])
  }

  /// Overlong, surrogate, above U+10FFFF, cut short, lone continuation.
  @Test(arguments: [
    [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80],
  ])
  func invalidSequences(bytes: [UInt8]) {
    let read = Reading(Array("a: ".utf8) + bytes)
    #expect(read.log.sorted.map(\.code).first == .notUTF8)
    #expect(read.faults.count == 1)
    #expect(read.node == nil)
  }

  @Test func everyFaultOnceButNotWithoutEnd() {
    #expect(Reading([UInt8](repeating: 0xFF, count: 100)).faults.count == 20)
  }

  @Test(arguments: [
    ("a: x\u{0}y", "1:5 ZDC002 control character U+0000 is not allowed in YAML"),
    ("a:\n  \"\u{1b}[31m\"", "2:4 ZDC002 control character U+001B is not allowed in YAML"),
    ("# \u{7f}", "1:3 ZDC002 control character U+007F is not allowed in YAML"),
    ("a: \u{9b}", "1:4 ZDC002 control character U+009B is not allowed in YAML"),
    ("a: \u{fffe}", "1:4 ZDC002 control character U+FFFE is not allowed in YAML"),
    ("a: b\u{2028}c", "1:5 ZDC003 U+2028 ends a line in YAML 1.1 and is text in YAML 1.2"),
    ("a: b\u{85}c", "1:5 ZDC003 U+0085 ends a line in YAML 1.1 and is text in YAML 1.2"),
  ])
  func unwantedCharacters(text: String, fault: String) {
    #expect(Reading(text).faults == [fault])
    #expect(Reading(text).node == nil)
  }

  @Test func escapesSayTheSame() {
    #expect(Reading(#"a: "x\x00\e\L""#).node?["a"]?.scalar?.text == "x\0\u{1b}\u{2028}")
  }

  @Test func warningsHideNoErrorAfterThem() {
    let read = Reading("a: " + String(repeating: "\u{202e}", count: 30) + "\u{85}.\nb: \u{7}\n")
    let codes = read.log.sorted.map(\.code)
    #expect(codes.count { $0 == .hiddenOrder } == 20)
    #expect(Array(codes.suffix(2)) == [.lineSeparator, .controlCharacter])
    #expect(read.node == nil)
  }

  @Test func hiddenOrderIsAWarning() {
    let read = Reading("a: b\u{202e}c\n")
    #expect(read.faults == ["1:5 ZDC004 invisible U+202E can make text look like another"])
    #expect(!read.log.hasErrors)
    #expect(read.node != nil)
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func lineEnds(end: String) {
    let read = Reading("a: 1\(end)b:\(end)  - c\(end)\(end)d: 'x\(end)  y'\(end)")
    #expect(read.tree == "{a: 1, b: ['c'], d: 'x y'}")
    #expect(read.place("b", "0") == "3:5-3:6")
    #expect(read.place("d") == "5:4-6:5")
  }

  @Test func secondDocument() {
    let read = Reading("a: 1\n---\nb: 2\n")
    #expect(read.faults == ["2:1 ZDC007 a second document begins here, and a file holds one"])
    #expect(read.tree == "{a: 1}")
    #expect(Reading("a: 1\n...\n").faults == [])
    #expect(Reading("---\na: 1\n...\n# end\n").faults == [])
  }

  @Test func manyDocuments() {
    var log = DiagnosticLog()
    let file = SourceFile(path: "m", bytes: Array("a: &x 1\n---\nb\n---\n- *x\n".utf8))
    let nodes = YAMLDocument.readAll(file, into: &log)
    #expect(nodes?.map(Reading.tree) == ["{a: 1}", "'b'", "[null]"])
    #expect(log.sorted.map(\.code) == [.unknownAlias])
  }

  @Test(arguments: ["a: [", "a: 'x", "a: b: c", "\ta: 1", "a: @x", "a:\n\t- b", "a: 1\n b: 2"])
  func syntax(text: String) {
    let read = Reading(text)
    #expect(read.log.sorted.map(\.code) == [.yamlSyntax])
    #expect(read.node == nil)
  }
}
