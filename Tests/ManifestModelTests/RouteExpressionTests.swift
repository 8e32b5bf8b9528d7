import Testing

@testable import ManifestModel

/// What zdc knows of regular expressions. That nginx takes each of them, and takes the same paths by
/// them, is asked of the real one in `RouteTests`.
@Suite("Expressions of routes")
struct RouteExpressionTests {
  private func expression(_ text: String, _ ignoresCase: Bool = false) throws -> RouteExpression {
    try RouteExpression(text, ignoringCase: ignoresCase)
  }

  private static let faults: [(text: String, offset: Int)] = [
    ("", 0), ("(", 0), ("a)", 1), ("[a", 0), ("[]", 1), ("[[:alpha:]]", 1), ("[z-a]", 2),
    ("[\\d-z]", 3), ("[é]", 1), ("*", 0), ("^*", 1), ("a**", 2), ("a++", 2), ("a{2", 1),
    ("a{2,1}", 1), ("a{,2}", 1), ("a{1001}", 1), ("{", 0), ("a}", 1), ("a]", 1), ("\\", 0),
    ("\\1", 0), ("\\p{L}", 0), ("\\Q", 0), ("\\xg0", 0), ("(?<name>a)", 0), ("(?<=a)b", 0),
    ("(?i)a", 0), ("(*UTF8)a", 0), ("é+", 0), ("(?=a)*", 5), ("\\b+", 2),
    (String(repeating: "(", count: 31) + String(repeating: ")", count: 31), 30),
    ("(([a-z]{100}){100})", 0),
  ]

  @Test("what it does not know is a fault, at its place")
  func faulty() {
    for (text, offset) in Self.faults {
      #expect(throws: RouteExpression.Fault.self, "\(text)") { try expression(text) }
      do {
        _ = try RouteExpression(text, ignoringCase: false)
      } catch {
        #expect(error.offset == offset, "\(text): \(error.message)")
      }
    }
  }

  /// The whole and the captures; `nil` where it does not fit.
  private static let paths: [(text: String, path: String, found: [String?]?)] = [
    ("^/api/[1-9]\\d*/", "/api/7/", ["/api/7/"]), ("^/api/[1-9]\\d*/", "/api/07/", nil),
    ("^/api/[1-9]\\d*/", "/x/api/7/", nil), ("\\.php$", "/a/b.php", [".php"]),
    ("\\.php$", "/b.php/", nil), ("\\.php$", "/b.php\n", [".php"]), ("\\.php$", "/b.php\n\n", nil),
    ("^/(a|ab)(c|bcd)(d*)$", "/abcd", ["/abcd", "a", "bcd", ""]),
    ("^/(?:x|y)/(.*)$", "/y/a/b", ["/y/a/b", "a/b"]), ("^/.$", "/\n", nil),
    ("^/(\\d+)?$", "/", ["/", nil]), ("^/(a*)*$", "/aaa", ["/aaa", ""]),
    ("^/(a*?)(a*)$", "/aa", ["/aa", "", "aa"]), ("^/a{2,3}", "/aaaa", ["/aaa"]),
    ("^/a{2,3}?", "/aaaa", ["/aa"]), ("^/a{2}$", "/aaa", nil),
    ("^/(?!admin)[a-z]+$", "/shop", ["/shop"]), ("^/(?!admin)[a-z]+$", "/admin", nil),
    ("^/(?=(a+))", "/aab", ["/", "aa"]), ("\\bcat\\b", "/a/cat/", ["cat"]),
    ("\\bcat\\b", "/cats", nil), ("\\Bat", "/cat", ["at"]), ("[^/]+$", "/a/b", ["b"]),
    ("[a\\-z]+$", "/a-z", ["a-z"]), ("[-a]+$", "/-a", ["-a"]), ("[a-]+$", "/-a", ["-a"]),
    ("\\x2fa", "/a", ["/a"]), ("é$", "/é", ["é"]), ("\\s", "/a b", [" "]), ("a|", "/", [""]),
    ("^/((a|b)+)$", "/abab", ["/abab", "abab", "b"]),
  ]

  @Test("takes what PCRE takes")
  func taken() throws {
    for (text, path, wanted) in Self.paths {
      let bytes = Array(path.utf8)
      let found = try expression(text).match(bytes)?.map { range in
        range.map { String(decoding: bytes[$0], as: UTF8.self) }
      }
      #expect(found == wanted, "\(text) of \(path)")
    }
    #expect(try expression("^/API/", true).match(Array("/api/".utf8)) != nil)
    #expect(try expression("[^a]", true).match(Array("A".utf8)) == nil)
    #expect(try expression("\\.PhP$", true).match(Array("/x.pHp".utf8)) != nil)
  }

  @Test("a hostile expression takes no time")
  func hostile() throws {
    let path = Array(("/" + String(repeating: "a", count: 60) + "!").utf8)
    let start = ContinuousClock.now
    for text in ["^/(a+)+$", "^/(a|aa)+$", "^/(a*)*b(c*)*$"] {
      #expect(try expression(text).match(path) == nil, "\(text)")
    }
    let time = ContinuousClock.now - start
    #expect(time < .seconds(20))
  }

  @Test("what it begins with for sure")
  func starts() throws {
    let cases: [(text: String, start: String, takesAll: Bool)] = [
      ("^/api/", "/api/", true), ("^/api/.*", "/api/", true), ("^/api/(.*)", "/api/", true),
      ("^/api/.*$", "/api/", false), ("^/api/[0-9]", "/api/", false), ("^/a?", "/", true),
      ("/", "", true), ("api", "", false), ("^/a|b", "", false), ("^/(a|b)", "/", false),
      ("^", "", true), ("\\.php$", "", false),
    ]
    for (text, start, takesAll) in cases {
      let found = try expression(text)
      #expect(String(decoding: found.certainStart, as: UTF8.self) == start, "\(text)")
      #expect(found.takesAllBelowStart == takesAll, "\(text)")
    }
  }

  @Test("a route is a prefix, a path or an expression")
  func matches() {
    #expect(RouteMatch("/a/") == .prefix("/a/"))
    #expect(RouteMatch("= /a") == .exact("/a"))
    #expect(RouteMatch("~ ^/a")?.expression?.ignoresCase == false)
    #expect(RouteMatch("~* ^/a")?.expression?.ignoresCase == true)
    for text in ["a", "=/a", "= a", "~", "~ ", "~  a", "~ (", "~ a\tb", "^~ /a", "= /a?b", ""] {
      #expect(RouteMatch(text) == nil, "\(text)")
    }
  }

  @Test("a path is read as nginx reads it")
  func paths() {
    let cases: [(written: String, path: String?)] = [
      ("/", "/"), ("/a//b", "/a/b"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/a/..", "/"),
      ("/a/.", "/a/"), ("/..", nil), ("/../a", nil), ("/a/b/..", "/a/"), ("/%61", "/a"),
      ("/a%2fb", "/a/b"), ("/a%2F%2Fb", "/a/b"), ("/%2e%2e/a", nil), ("/a/%2e%2e/b", "/b"),
      ("/a%3Fb", "/a?b"), ("/a%23b", "/a#b"), ("/a%25b", "/a%b"), ("/a%00", nil), ("/a%2", nil),
      ("/%zz", nil), ("/...", "/..."), ("/a?b/../c", "/a"), ("/a#b", "/a"), ("/a b", nil),
      ("/..a", "/..a"), ("/a/..?b", "/"), ("a", nil), ("/%2e/a", "/a"), ("/%252e", "/%2e"),
    ]
    for (written, path) in cases {
      let read = RequestPath.read(Array(written.utf8)).map {
        String(decoding: $0.path, as: UTF8.self)
      }
      #expect(read == path, "\(written)")
    }
  }
}
