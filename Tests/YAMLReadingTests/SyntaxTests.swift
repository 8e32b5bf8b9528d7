import Diagnostics
import Testing
import YAMLReading

/// What people get wrong most often, and what they are told.
@Suite struct SyntaxTests {
  private func told(_ text: String) -> String {
    let read = Reading(text)
    let help = read.log.sorted.first?.help.map { " -- \($0)" } ?? ""
    return read.faults.joined(separator: "; ") + help
  }

  @Test(arguments: [
    ("\ta: 1", "1:1 a tab can't indent -- indent with blanks"),
    ("a:\n\tb: 1", "2:1 a tab can't indent -- indent with blanks"),
    ("a:\n  b: 1\n\tc: 2", "3:1 a tab can't indent -- indent with blanks"),
    ("a: |\n\tb", "2:1 a tab can't indent -- indent with blanks"),
    ("a: b: c", "1:5 a value can't hold ': ' -- put it in quotes"),
    ("a: ${x}: y", "1:8 a value can't hold ': ' -- put it in quotes"),
    ("a: @x", "1:4 a value can't begin with '@' -- put it in quotes"),
    ("a: `x`", "1:4 a value can't begin with '`' -- put it in quotes"),
    ("a: {%x%}", "1:5 a value can't begin with '%' -- put it in quotes"),
    ("a: *", "1:5 a name must follow '*' and '&' -- put a text that begins with them in quotes"),
    ("a: [1, 2", "1:4 '[' is never closed -- write ']' at its end"),
    ("a: {b: 1\nc: 2", "1:4 '{' is never closed -- write '}' at its end"),
    ("a: {b c ]", "1:9 ',' or '}' is missing before this -- put a text that holds ': ' in quotes"),
    (
      "a: {b: http://${c.host}/, d: 1}",
      "1:15 between '{' and '}' a text that holds '${' needs quotes -- put the whole value in quotes"
    ),
    (
      "a: [x, ${A:-1}]",
      "1:8 between '[' and ']' a text that holds '${' needs quotes -- put the whole value in quotes"
    ),
    ("a: ]", "1:4 a value can't begin with ',', ']' or '}' -- put it in quotes"),
    ("a: 'x", "1:4 the quote that begins here is never closed"),
    ("b: 1\na: \"x\nc: 1\n", "2:4 the quote that begins here is never closed"),
    (
      "a: 'it's'",
      "1:8 the quoted text ends before this -- "
        + "inside of single quotes write '' for a quote, inside of double quotes \\\""
    ),
    ("a: [b]c", "1:7 nothing can follow here -- put the whole value in quotes"),
    (
      #"a: "C:\path""#,
      #"1:7 '\p' means nothing in double quotes -- "#
        + #"write '\\p' for a backslash, or use single quotes"#
    ),
    (
      "a:\n  b: 1\n c: 2",
      "3:2 the indentation by 1 fits nothing above it -- indent it like the line that it belongs to"
    ),
    (
      "a: 1\n b: 2",
      "2:2 key 'b' is indented too deep -- indent it like the key above it"
    ),
    (
      "services:\n  django\n    port: 1",
      "3:5 key 'port' follows a line that is no key -- write 'django:' in line 2"
    ),
    (
      "a:\n  port:8000\n\n  # why\n  image: x",
      "5:3 key 'image' follows a line that is no key -- write a blank after ':'"
    ),
    (
      "- a\nb: 1",
      "2:1 a key is not allowed among the items of a list -- indent it, or begin it with '- '"
    ),
    (
      "a: 1\n- b",
      "2:1 a list item is not allowed among the keys of a map -- indent it below its key"
    ),
    (
      "a: - b",
      "1:4 a list can't begin on the line of its key -- begin it on the next line, or write [a, b]"
    ),
    (
      "a: 1\nb\nc: 2",
      "2:1 'b' is neither a key nor a value -- write 'b:', or indent it below its key"
    ),
    ("- a\n-b\n", "2:1 '-b' is neither a key nor a value -- write a blank after '-'"),
    (
      "a: | b\n c",
      "1:6 after '|' and '>' the text begins on the next line -- "
        + "put a text that begins so in quotes"
    ),
    ("%x", "1:3 a text can't begin with '%' -- put it in quotes"),
    (
      "  a: 1\nb: 2",
      "2:1 the document has ended before this -- indent all keys of the top level alike"
    ),
  ])
  func wording(text: String, expected: String) {
    #expect(told(text) == expected.replacing(" ", with: " ZDC005 ", maxReplacements: 1))
  }

  @Test func placesStayInsideOfATextWithoutALastLineFeed() {
    let read = Reading("a: [1\nb: {x: 1")
    #expect(read.log.sorted.allSatisfy { ($0.range?.end.line ?? 0) <= 2 })
  }

  @Test func longKeys() {
    let key = String(repeating: "k", count: 1100)
    #expect(told("\(key): x") == "1:1101 ZDC005 a key can't be longer than 1024 characters")
  }

  @Test func whatHasNoWordingOfOurs() {
    let read = Reading("%YAML 1.1\n%YAML 1.1\n---\na")
    #expect(read.faults == ["2:1 ZDC005 found duplicate %YAML directive"])
  }
}
