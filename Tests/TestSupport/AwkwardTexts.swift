/// Texts that some syntax gets wrong, for all writers' tests.
package enum AwkwardTexts {
  /// Without NUL, which neither a process' environment nor a shell can hold.
  package static let all: [String] = words + numbers + indicators + blanks + characters + syntaxes

  private static let words = [
    "", "y", "Y", "n", "N", "yes", "No", "on", "On", "OFF", "true", "False", "null", "Null", "~",
    "=", "<<", "<<: x", "none", "nan", "inf",
  ]

  private static let numbers = [
    "0", "08", "007", "0o17", "0x1", "0xCAFE_f00d", "0b101", "-0b1", "+12", "-1", "1_000",
    "1,000", "22:22", "1:30:00", "80:80", "1000:1000", "190:20:30.15", "1.", ".5", "-.5", "1e3",
    "12e03", "1E+3", "1.5e-3", ".inf", "-.INF", "+.Inf", ".nan", ".NaN", "2024-01-02", "2024-1-2",
    "2001-12-14t21:59:43.10-05:00", "1.29", "8.0", "1.2.3", "10.0.0.1", "127.0.0.1:80:80",
    "0.0.0.0", "1234567e89", "9223372036854775808", "-", "+", ".", "..", "...", "---", "--- x",
    "_1", "1_", "0_", "-0", "0x", "0o", "1e", "12:", "12:ab", "500m", "20Gi", "30s",
  ]

  private static let indicators = [
    "- x", "-x", "--flag", "? x", "?x", ": x", ":x", "a: b", "a:b", "a:", "a :b", "#x", "a #b",
    "a#b", "a# b", "&a", "*a", "*", "!x", "!!str x", "|", ">", "'", "''", "it's", "\"", "\"x\"",
    "%x", "%", "@x", "`x`", "[a]", "{a}", "a,b", "a[b", "a]b", "{", "}", "[", "]", ",", "a?b",
    "a'b\"c", "'a' \"b\"",
  ]

  private static let blanks = [
    " ", "  ", " a", "a ", "\ta", "a\t", "a\tb", "\n", "a\n", "\na", "a\nb", "a\n\nb", "a\n\n",
    "a\n\n\n\nb", "  a\nb", "a\n  b\n", "a \nb", "a\r\nb", "\r", "a\\\nb", "\\\n", "#a\n#b\n",
    "a\n---\nb\n", "a\n...\n", "\n\n  a\n",
  ]

  private static let characters = [
    "é", "한국어 설명", "日本語", "👍", "👩‍👩‍👧", "e\u{301}", "\u{A0}a", "\u{7F}", "\u{1}", "\u{1B}[31m",
    "a\u{85}b", "a\u{2028}b", "\u{2029}", "\u{FEFF}a", "a\u{FEFF}", "\u{D7FF}\u{E000}",
    "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{1FFFE}", "a\u{202E}b", "\u{200B}",
    "‘a’ “b”", "\u{9F}", "\u{9F}f", "\u{1}0", "\u{AD}",
  ]

  private static let syntaxes = [
    "$", "$$", "$HOME", "${HOME}", "$(id)", "`id`", "\\", "\\\\", "\\n", "\\$", "a\\", "\\'",
    "\\\"",
    "$'x'", "!", "!!", "a!b", "{{ .Node }}", "{{\"{{\"}}", "%s", "%%", "a;b", "a&&b", "a|b", "a>b",
    "<b",
    "a{b", "a}b", "${", "$}", "*.example.com", "~/x", "~", "a=b", "a b=c", "--flag=a b", "(a)",
    "http://django-blue:8000/health/?a=b&c=d#e", "sh -c \"a && b\"", "{\"a\": [1, \"b\"]}",
    "-----BEGIN KEY-----\nMIIB+/=\n-----END KEY-----\n", "server {\n  listen 80;\n}\n",
    "$(HOME)", "$$(HOME)", "$(HOME", "$(NOT THERE)", "{{ x }}", "{{", "}}", "{{{", "{{- 1 -}}",
    "{{`x`}}", "{{/* x */}}", "$한글", "a\";\n} location / { return 200; } #", "$(touch x)",
    "'; rm -rf ~; '", "\n  privileged: true", "${HOME:-x}", "*/5 * * * *", "\\u0041", "\\x41",
    "^/api/(?<x>[0-9]{2,3})\\.php$", "C:\\dir\\new", "a\\tb", "/path with space/x", "--",
  ]

  /// More of them, put together from awkward pieces; the same for the same seed.
  package static func random(count: Int, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...7, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
    }
  }

  private static let pieces =
    Array(" \t\n\r'\"\\$`#:;,-?!&|<>(){}[]*%@~=+._0123456789aexoyntfu/^").map(String.init)
    + [
      "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{1}", "é", "한", "👍", ": ", " #", "- ", "${",
      "\\n",
    ]
}

/// SplitMix64: small, and the same everywhere.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
