import JSONWriting
import Testing

@Suite struct JSONWriterTests {
  private let sample: JSONValue = [
    "b": 1, "a": ["x", nil as JSONValue? ?? .null, true], "empty": [:], "none": [],
    "deep": ["k": .number(1.5)],
  ]

  @Test func prettyKeepsTheOrderOfKeys() {
    #expect(
      JSONWriter(.pretty).text(sample) == """
        {
          "b": 1,
          "a": [
            "x",
            null,
            true
          ],
          "empty": {},
          "none": [],
          "deep": {
            "k": 1.5
          }
        }
        """)
  }

  @Test func compactHasNoBlanks() {
    #expect(
      JSONWriter(.compact).text(sample)
        == #"{"b":1,"a":["x",null,true],"empty":{},"none":[],"deep":{"k":1.5}}"#)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\n\r\t\u{8}\u{c}", #""\n\r\t\b\f""#),
    ("\0\u{1b}\u{7f}\u{9b}", #""\u0000\u001b\u007f\u009b""#),
    ("\u{2028}\u{202e}\u{feff}", #""\u2028\u202e\ufeff""#), ("한국어 😀 é", #""한국어 😀 é""#),
  ])
  func escapes(text: String, expected: String) {
    #expect(JSONWriter(.compact).text(.text(text)) == expected)
    #expect(JSONWriter(.compact).text(.object([.init(text, .null)])) == "{\(expected):null}")
  }

  @Test(arguments: [
    (1.0, "1"), (-0.5, "-0.5"), (1e21, "1e+21"), (1e-7, "1e-07"), (123456789.25, "123456789.25"),
  ])
  func numbers(number: Double, expected: String) {
    #expect(JSONWriter(.compact).text(.number(number)) == expected)
  }

  @Test func appendsToWhatIsThere() {
    var bytes = Array("x=".utf8)
    JSONWriter(.compact).write(.integer(.min), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "x=-9223372036854775808")
  }
}
