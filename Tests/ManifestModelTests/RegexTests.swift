import Testing

@testable import ManifestModel

/// The schema's regular expressions and the hand-written checks say the same.
@Suite("Forms of texts")
struct RegexTests {
  private static let words = [
    "a", "A", "web", "web-1", "-web", "web-", "1web", "web_1", "_web", "a.b", "a/b", "/a", "/",
    "//",
    "/a//b", "/a/../b", "/a/..b", "/..", "/a/.", "/ä/", "/a b", "/a%20b", "/a%2", "/100%", "/%zz",
    "/a?x=/../b", "/a/..?x", "/./", "/a:b", "/a\u{7f}", "a*b",
    "= /a", "= a", "=/a", "= //a", "~ ^/a$", "~* a", "~  a", "/a/$1", "/$0", "/a$",
    "https://example.com/$1/x?a=b", "https://example.com", "http://a:80/", "https://a$1/",
    "https://-a/", "ftp://a/", "https://a:0/", "~", "~a", "^~ /a", "~ a\tb",
    "*.example.com", "*", "example.com", "10s", "1m30s", "500ms", "2h", "1h2m3s4ms", "0s", "9ms",
    "10ms", "0h0m0s1ms", "1m0s", "0m10ms", "05ms", "3s2m", "s",
    "10",
    "10 s", "512Mi", "0", "20Gi", "1Ti", "5MB", "0.5", "250m", "2", "1.2345", ".5", "SIGTERM",
    "SIG",
    "TERM", "SIGRTMIN+3", "1000:1000", "root", "80:80", "127.0.0.1:80:80", "[::1]:80:80", "80",
    "0 3 * * *", "* * * *", "*/5 1-2 1,2 JAN MON", "NET_ADMIN", "net_admin", "ZDC204", "ZDC20",
    "2027-01-31", "2027-1-31", "linux/amd64", "linux", "http", "h+s.x-1", "volumes.*.perVersion",
    "volumes", "redis:7-alpine", "registry.example.com:5000/team/a@sha256:00", ":tag", "-x", "$x",
    "nofile", "nofiles", "no",
    "Europe/Berlin", "Local", "Etc/GMT+1", "a/b/c/d", "192.0.2.53", "256.1.1.1", "1.2.3",
    "2001:db8::53", "::", "192.0.2.0/24", "2001:db8::/32", "192.0.2.0/33", "10/s", "30/m", "0/s",
    "10r/s", "10/h", "/dev/a:/dev/b:rwm", "/dev/a:/dev/b:x",
    "no-new-privileges", "no-new-privileges:yes", "seccomp=./a.json", "seccomp:/a.json",
    "apparmor=a b",
    "label:user:a", "systempaths=unconfined", "seccomp:unconfined", "on-failure:3", "on-failure:03",
    "unless-stopped",
    "a$b", "${A}", "Content-Type", "-H", "a\nb", "ab\u{1}", "가", "/가/", "NAME_1", "1NAME",
    String(repeating: "a", count: 63), String(repeating: "a", count: 64),
  ]

  @Test("agree with their regular expressions", arguments: TextForm.Pattern.allCases)
  func agree(pattern: TextForm.Pattern) throws {
    guard let expression = pattern.regex else { return }
    let regex = try Regex(expression).matchingSemantics(.unicodeScalar)
    var accepted = 0
    for word in Self.words {
      let isRight = pattern.matches(word)
      accepted += isRight ? 1 : 0
      let isFound = try regex.firstMatch(in: word) != nil
      #expect(isRight == isFound, "\(pattern): '\(word)'")
    }
    #expect(accepted > 0 && accepted < Self.words.count, "\(pattern) is not tried")
    #expect(pattern.matches(pattern.example))
  }

  @Test("what is suggested has the form")
  func suggestions() {
    let cases: [(TextForm.Pattern, String, String?)] = [
      (.duration, "10", "10s"), (.duration, "10 sec", "10s"), (.duration, "1.5s", "1s500ms"),
      (.duration, "2 minutes", "2m"), (.duration, "soon", nil), (.byteSize, "512MB", "512Mi"),
      (.byteSize, "1g", "1Gi"), (.byteSize, "1.5Gi", nil), (.urlPath, "health", "/health"),
      (.dnsLabel, "Web_Shop", "web-shop"), (.dnsLabel, "1web", nil), (.signal, "term", "SIGTERM"),
      (.portMapping, "8080", "8080:8080"), (.portMapping, "80:80/tcp", "80:80"),
      (.platform, "arm64", "linux/arm64"), (.variableName, "MY-NAME", "MY_NAME"),
      (.containerPath, "data", "/data"), (.capability, "sys_nice", "SYS_NICE"),
      (.ulimit, "nofiles", "nofile"), (.network, "10.1.2.3/8", "10.0.0.0/8"),
      (.network, "10.0.0.0 / 8", "10.0.0.0/8"), (.network, "localhost", nil),
      (.rate, "10r/s", "10/s"), (.rate, "5 per minute", nil), (.rate, "30/minute", "30/m"),
      (.rate, "10", "10/s"),
    ]
    for (pattern, text, expected) in cases {
      #expect(pattern.suggestion(for: text) == expected, "\(pattern): \(text)")
    }
  }
}
