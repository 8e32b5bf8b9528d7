import Testing

@testable import ManifestModel

/// A snippet stays within the block that it is put into.
@Suite("Snippets")
struct SnippetReaderTests {
  @Test(
    "that are whole",
    arguments: [
      "", "# nothing", "add_header X-A b;", "add_header X \"a; } b\" always;", "limit_rate 1m; # }",
      "map $a $b { default 0; ~^server 1; listen 2m; }", "return 200 '{\"a\": 1}';",
      "set $a ${b}c;", "limit_except GET { deny all; }\n", "rewrite ^/a\\;b$ /c;", "a b\\ c;",
      "if ($a ~ \"x{2}\") { return 403; }", "add_header X a#b;",
    ])
  func whole(text: String) {
    let foreign = text.contains("listen")
    #expect(SnippetReader.fault(in: text)?.message == (foreign ? Self.listen : nil))
  }

  private static let listen = "'listen' has no place in a snippet"

  @Test(
    "that are not",
    arguments: [
      ("}", "a '}' closes a block that the text did not open"),
      ("a b; } location / { return 200; }", "a '}' closes a block that the text did not open"),
      ("a { b;", "a block has no '}'"), ("a b", "a directive has no ';'"),
      ("a b # ;", "a directive has no ';'"), ("a { b }", "a directive has no ';'"),
      ("a \"b;", "a quote is not closed"), ("\"; } location / { return 200; } #", quote),
      ("'; rm -rf ~; '", "a directive has no ';'"), ("$(touch x)", "a directive has no ';'"),
      ("\n  privileged: true", "a directive has no ';'"), ("listen 80;", listen),
      ("a { \"listen\" 80; }", listen), ("inc\\lude x;", "'include' has no place in a snippet"),
      ("server { a; }", "'server' has no place in a snippet"),
      (";", "a directive has a name before its ';'"),
      ("{ }", "a directive has a name before its '{'"),
      ("a 'b'c;", "nothing can follow a closing quote but a blank, ';' or '{'"), ("a b\\", unended),
    ])
  func broken(text: String, message: String) {
    #expect(SnippetReader.fault(in: text)?.message == message)
  }

  private static let quote = "a quote is not closed"
  private static let unended = "a directive has no ';'"
}
