import Foundation
import ManifestModel
import TestSupport
import Testing

/// Redirects, rewrites and headers of routes, by the real nginx.
@Suite(
  "What a route makes of a request", .waits, .slow,
  .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct RoutePathTests {
  private static let routes = #"""
        /: s0
        = /old: { redirect: /new }
        = /moved: { redirect: { to: "https://example.com/a%20b?x=1", status: 308 } }
        /docs/: { redirect: { to: /manual/, status: 301 } }
        /gone/: { redirect: / }
        /away/: { redirect: "https://example.com:8443/" }
        "~ ^/en/([a-z].*)$": { redirect: /$1 }
        "~* ^/item/(\\d+)/(.*)$": { redirect: "/i?id=$1&rest=$2" }
        /v1/: { service: s1, rewrite: /api/v1/ }
        = /one: { service: s1, rewrite: /uno }
        "~ ^/rooms/([1-9]\\d*)$": { service: s1, rewrite: "/live/$1/now" }

    """#

  private static let asked: [(path: String, answer: String)] = [
    ("/old", "302 /new"), ("/old?a=b", "302 /new?a=b"), ("/old/", "s0 /old/"),
    ("/moved?a=b", "308 https://example.com/a%20b?x=1"),
    ("/docs/a/b?q=1", "301 /manual/a/b?q=1"), ("/docs/", "301 /manual/"), ("/docs", "s0 /docs"),
    ("/docs/%ED%95%9C", "301 /manual/%ED%95%9C"), ("/docs/a%3Fb", "301 /manual/a?b"),
    // Nothing of a request ends a line of the answer's head.
    ("/docs/a%0d%0aX-Evil:%201", "301 /manual/a%0D%0AX-Evil:%201"),
    // Nothing leads to another host.
    ("/gone/%5Cevil.example.com", "302 /evil.example.com"),
    ("/gone//evil.example.com", "302 /evil.example.com"),
    ("/gone/%2F%2Fevil.example.com", "302 /evil.example.com"),
    ("/gone/\\evil.example.com", "302 /evil.example.com"),
    ("/away/.evil.example.com", "302 https://example.com:8443/.evil.example.com"),
    ("/en/shop?x", "302 /shop?x"), ("/en/%5Cevil.example.com", "s0 /en/%5Cevil.example.com"),
    ("/ITEM/7/a%3Fb%26c?z=1", "302 /i?id=7&rest=a%3Fb%26c"),
    ("/v1/x%20y?z", "s1 /api/v1/x%20y?z"), ("/v1/", "s1 /api/v1/"), ("/v1", "301 /v1/"),
    ("/one?a", "s1 /uno?a"), ("/rooms/7", "s1 /live/7/now"), ("/rooms/07", "s0 /rooms/07"),
  ]

  @Test("redirects and rewrites", arguments: Target.allCases)
  func paths(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    try withScratchFolder { folder in
      let gateway = try RunningGateway(
        RandomSite.around(routes: Self.routes, services: 2), on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: port, withServices: 2)
      let answers = try gateway.answers(to: Self.asked.map(\.path), at: port)
      #expect(answers.count == Self.asked.count)
      for (asked, answer) in zip(Self.asked, answers) {
        #expect(answer == asked.answer, "\(asked.path)")
      }
    }
  }

  @Test("the rehearsal asks for the same path and sends the same headers")
  func rehearsal() throws {
    let manifest =
      RandomSite.around(
        routes: #"""
              /v1/: { service: s0, rewrite: /api/v1/, headers: { request: { X-Edge: "1", X-Dollar: "$1" } } }

          """#, services: 1)
      + "strategy: { blueGreen: { confirm: { paths: [/v1/up] } } }\n"
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: .blueGreen, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: 80, withServices: 1)
      _ = try gateway.curl("http://blue.zdc/v1/up", at: 8079)
      let last = try #require(try gateway.requests.last)
      #expect(last["path"] as? String == "/api/v1/up")
      let headers = try #require(last["headers"] as? [String: String])
      #expect(headers["x-edge"] == "1")
      #expect(headers["x-dollar"] == "$1")
    }
  }

  @Test("events come when they are sent")
  func events() throws {
    let routes = """
          /: s0
          /events/: { service: s0, events: true }
          /own/: { service: s0, buffering: { answers: false } }
          /requests/: { service: s0, buffering: { requests: false } }

      """
    let script = """
      import socket, sys, time
      link = socket.socket(socket.AF_UNIX)
      link.connect(sys.argv[1])
      link.sendall(f"GET {sys.argv[2]} HTTP/1.1\\r\\nHost: shop\\r\\nConnection: close\\r\\n\\r\\n".encode())
      answer, first = b"", None
      while part := link.recv(65536):
          answer += part
          if b"data: 1" in answer and first is None:
              first = time.monotonic()
      print(int(1000 * (time.monotonic() - first)))
      """
    try withScratchFolder { folder in
      let gateway = try RunningGateway(
        RandomSite.around(routes: routes, services: 1).replacing(
          "  routes:\n", with: "  gzip: true\n  routes:\n"),
        on: .blueGreen, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: 80, withServices: 1)
      for (path, isAtOnce) in [
        ("/stream", false), ("/events/stream", true), ("/own/stream", true),
        ("/requests/stream", false),
      ] {
        let outcome = try #require(Tool("python3")).run(
          ["-c", script, folder.appending(path: "80.socket").path, path])
        let gap = try #require(Int(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // From the first event to the end.
        #expect((gap > 1200) == isAtOnce, "\(path): \(gap) ms")
      }
    }
  }

  private static let headers = #"""
        /:
          service: s0
          headers:
            request: { X-Role: "", X-Edge: "a \"b\" $1; }", host: inner.example.com }
            response:
              x-powered-by: ""
              Cache-Control: no-store
              X-Frame-Options: DENY
              X-Odd: "$host \\ ' ; }"
        = /go: { redirect: /, headers: { response: { X-Frame-Options: DENY } } }

    """#

  @Test("headers, in place of those that there are", arguments: Target.allCases)
  func headers(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    try withScratchFolder { folder in
      let gateway = try RunningGateway(
        RandomSite.around(routes: Self.headers, services: 1), on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: port, withServices: 1)
      let head = { (path: String) in
        try gateway.curl(
          "http://shop\(path)", at: port, ["-o", "/dev/null", "-D", "-", "-H", "X-Role: admin"]
        ).split(separator: "\r\n").map(String.init)
      }
      for path in ["/tells", "/tells-fail"] {
        let lines = try head(path)
        #expect(!lines.contains { $0.lowercased().hasPrefix("x-powered-by") })
        #expect(lines.filter { $0.hasPrefix("Cache-Control") } == ["Cache-Control: no-store"])
        #expect(lines.contains("X-Frame-Options: DENY"))
        #expect(lines.contains("X-Odd: $host \\ ' ; }"))
        #expect(lines.contains("Set-Cookie: a=b"))
      }
      #expect(try head("/go").contains("X-Frame-Options: DENY"))
      let sent = try #require(
        try gateway.requests.last?["headers"] as? [String: String])
      let names = try #require(try gateway.requests.last?["names"] as? [String])
      #expect(sent["x-role"] == nil)
      #expect(sent["x-edge"] == "a \"b\" $1; }")
      #expect(sent["host"] == "inner.example.com")
      #expect(names.count == Set(names).count, "\(names)")
    }
  }

  @Test("usual security headers, where nobody sets them", arguments: Target.allCases)
  func security(_ target: Target) throws {
    let routes = #"""
          /: s0
          /own/: { service: s0, headers: { response: { X-Frame-Options: DENY, X-Own: "1" } } }
          /none/: { service: s0, headers: { response: { Referrer-Policy: "" } } }

      """#
    let manifest = RandomSite.around(routes: routes, services: 1)
      .replacing(
        "  listen: { http: 80 }\n",
        with: """
            listen: { http: 80, https: 443, redirect: false }
            tls: { certificates: tls }
            securityHeaders: true

          """)
    let (plain, secure) = target == .kubernetes ? (8080, 8443) : (80, 443)
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: plain, withServices: 1)
      func head(_ path: String, _ isSecure: Bool = true) throws -> [String: [String]] {
        let text = try gateway.curl(
          "\(isSecure ? "https" : "http")://shop\(path)", at: isSecure ? secure : plain,
          ["-o", "/dev/null", "-D", "-"])
        return text.split(separator: "\r\n").reduce(into: [:]) { found, line in
          let parts = line.split(separator: ": ", maxSplits: 1)
          if parts.count == 2 { found[parts[0].lowercased(), default: []].append(String(parts[1])) }
        }
      }
      let usual = try head("/x")
      #expect(usual["x-content-type-options"] == ["nosniff"])
      #expect(usual["x-frame-options"] == ["SAMEORIGIN"])
      #expect(usual["referrer-policy"] == ["strict-origin-when-cross-origin"])
      #expect(usual["strict-transport-security"] == ["max-age=31536000"])
      #expect(try head("/x", false)["strict-transport-security"] == nil)
      #expect(try head("/x-fail")["x-frame-options"] == ["SAMEORIGIN"])
      // The service's own stays.
      #expect(try head("/framed")["x-frame-options"] == ["DENY"])
      let own = try head("/own/x")
      #expect(own["x-frame-options"] == ["DENY"])
      #expect(own["x-own"] == ["1"])
      #expect(own["x-content-type-options"] == ["nosniff"])
      #expect(own["strict-transport-security"] == ["max-age=31536000"])
      #expect(try head("/none/x")["referrer-policy"] == nil)
      #expect(try head("/none/x")["x-frame-options"] == ["SAMEORIGIN"])
    }
  }
}
