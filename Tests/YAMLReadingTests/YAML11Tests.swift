import Testing
import YAMLReading

@Suite struct YAML11Tests {
  @Test(
    arguments: [
      ("yes", .boolean(true)), ("NO", .boolean(false)), ("on", .boolean(true)),
      ("y", .boolean(true)),
      ("oN", nil), ("true", nil), ("null", nil), ("", nil), ("text", nil),
      ("022", .octal(18)), ("-022", .octal(-18)), ("00", nil), ("0", nil), ("08", .text),
      ("10", nil),
      ("0o17", .text), ("0o777777777777777777777777", .text), ("0x1f", nil), ("0x1_f", .number),
      ("1_000", .number), ("1_000.5", .number), ("_1", nil), ("0b101", .number), ("0b12", nil),
      ("1:30", .sexagesimal), ("22:22", .sexagesimal), ("1:60", nil), ("1:30:59", .sexagesimal),
      ("-1:30.5", .sexagesimal), ("80:8080", nil), ("1:2x", nil),
      ("1.5", nil), ("1e3", .text), ("1.5e3", .text), ("1.5e+3", nil), (".inf", nil),
      ("1.2.3", nil),
      ("2024-01-31", .timestamp), ("2024-1-3", nil), ("2024-01-31 10:00:00", .timestamp),
      ("2024-1-3T1:02:03Z", .timestamp), ("2024-01", nil), ("10s", nil), ("1m30s", nil),
    ] as [(String, YAML11Reading?)])
  func readings(text: String, expected: YAML11Reading?) {
    #expect(Reading("['\(text)']").node?.items?.first?.scalar?.yaml11Reading == nil)
    #expect(Reading("- \(text)\n").node?.items?.first?.scalar?.yaml11Reading == expected)
  }
}
