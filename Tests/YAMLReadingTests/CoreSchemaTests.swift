import Testing
import YAMLReading

@Suite struct CoreSchemaTests {
  @Test(arguments: [
    ("null", "null"), ("Null", "null"), ("NULL", "null"), ("~", "null"), ("nULL", "'nULL'"),
    ("true", "true"), ("TRUE", "true"), ("False", "false"), ("tRue", "'tRue'"), ("yes", "'yes'"),
    ("on", "'on'"), ("n", "'n'"), ("0", "0"), ("-0", "0"), ("+12", "12"), ("-7", "-7"),
    ("022", "22"), ("0o17", "15"), ("0o18", "'0o18'"), ("0x1F", "31"), ("0x", "'0x'"),
    ("-0x1", "'-0x1'"), ("1_000", "'1_000'"), ("22:22", "'22:22'"), ("0b1", "'0b1'"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "#9223372036854775808"),
    ("0xFFFFFFFFFFFFFFFFFF", "#0xFFFFFFFFFFFFFFFFFF"), ("1.5", "#1.5"), ("1.", "#1."),
    (".5", "#.5"), ("-.5e-3", "#-.5e-3"), ("1e3", "#1e3"), ("1e", "'1e'"), ("1e+", "'1e+'"),
    (".", "'.'"), ("+.", "'+.'"), ("+", "'+'"), ("1.2.3", "'1.2.3'"), (".inf", "#.inf"),
    ("-.INF", "#-.INF"), (".nan", "#.nan"), ("-.nan", "'-.nan'"), (".iNf", "'.iNf'"),
    ("10s", "'10s'"), ("2024-01-01", "'2024-01-01'"), ("1٢", "'1٢'"), ("--1", "'--1'"),
  ])
  func kinds(text: String, expected: String) {
    #expect(Reading("[\(text)]").tree == "[\(expected)]")
    #expect(Reading("[\"\(text)\"]").tree == "['\(text)']")
  }
}
