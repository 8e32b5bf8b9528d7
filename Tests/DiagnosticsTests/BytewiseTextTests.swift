import Diagnostics
import Testing

/// What texts are asked byte for byte says what the library's own says of characters.
@Suite struct BytewiseTextTests {
  static let texts = [
    "", ".", "..", ".command[0]", "a.comm.command[", "å/é/ü", "a//b/", "\n", "x\ny\n",
  ]

  @Test(arguments: texts, ["", ".", ".command[", "/", "é", "\n", "and more than there is"])
  func `a text holds a part`(text: String, part: String) {
    #expect(text.holds(part) == (part.isEmpty || text.contains(part)))
    #expect(text[...].holds(part) == (part.isEmpty || text.contains(part)))
  }

  @Test(arguments: texts)
  func `a text comes apart`(text: String) {
    for separator in ["/", "\n", "."] as [Unicode.Scalar] {
      let character = Character(separator)
      #expect(text.parts(at: separator) == text.split(separator: character))
      #expect(
        text.parts(at: separator, keepingEmpty: true)
          == text.split(separator: character, omittingEmptySubsequences: false))
    }
  }
}
