import Foundation
import ManifestModel
import TestSupport
import Testing

/// Who may ask, how often, and whose word says who asks, with clients of several addresses.
@Suite("Who may ask", .waits, .slow, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct AccessTests {
  private static func manifest(_ routes: String, _ keys: String = "") -> String {
    """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
    \(keys)
      routes:
    \(routes)
    services:
      web:
        { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], volumes: { files: /f } }
    volumes: { files: { access: shared } }
    """
  }

  private struct Site {
    let gateway: RunningGateway
    let port: Int

    /// The status of the answer to a client of that address.
    func status(_ path: String, from address: String, _ words: [String] = []) throws -> Int? {
      Int(try asked(path, from: address, ["-o", "/dev/null", "-w", "%{http_code}"] + words))
    }

    func asked(_ path: String, from address: String, _ words: [String]) throws -> String {
      try #require(Tool("curl")).run(
        ["-s", "-m", "20", "--interface", address] + words + ["http://127.0.0.1:\(port)\(path)"]
      ).text
    }

    /// What reached the service of such a request.
    func headers(from address: String, _ headers: [String]) throws -> [String: String] {
      let words = headers.flatMap { ["-H", $0] }
      #expect(try status("/x", from: address, words) == 200)
      return try #require(try gateway.requests.last?["headers"] as? [String: String])
    }
  }

  private func running(
    _ manifest: String, on target: Target, _ body: (Site) throws -> Void
  ) throws {
    let inside = target == .kubernetes ? 8080 : 80
    let port = Self.freePort()
    try withScratchFolder { folder in
      let gateway = try RunningGateway(
        manifest, on: target,
        edit: {
          $0.replacing(
            "listen \(inside) default_server;",
            with: "listen \(inside) default_server; listen *:\(port);")
        }, in: folder)
      defer { gateway.stop() }
      try gateway.write("file", "volumes/files/a.txt")
      try gateway.start(at: inside, until: "/first")
      try body(Site(gateway: gateway, port: port))
    }
  }

  private static func freePort() -> Int {
    let link = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(link) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(link, $0, length)
        _ = getsockname(link, $0, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static let claims = [
    "X-Forwarded-For: 203.0.113.9, 198.51.100.1", "X-Forwarded-Proto: https",
    "X-Forwarded-Host: evil.example.com", "Forwarded: for=203.0.113.9;host=evil.example.com",
    "X-Real-IP: 203.0.113.9", "Host: shop:8080",
  ]

  @Test("what a client says of itself reaches no service", arguments: Target.allCases)
  func claims(_ target: Target) throws {
    try running(Self.manifest("    /: web"), on: target) { site in
      let seen = try site.headers(from: "127.0.0.2", Self.claims)
      #expect(seen["x-forwarded-for"] == "127.0.0.2")
      #expect(seen["x-real-ip"] == "127.0.0.2")
      #expect(seen["x-forwarded-proto"] == "http")
      #expect(seen["x-forwarded-host"] == "shop:8080")
      #expect(seen["host"] == "shop:8080")
      #expect(seen["forwarded"] == nil)
    }
  }

  @Test("a trusted proxy says who the client is, and nobody else", arguments: Target.allCases)
  func trust(_ target: Target) throws {
    let keys = "  trust: [127.0.0.2, 127.0.0.8/29]\n  securityHeaders: true\n  logFormat: json"
    try running(Self.manifest("    /: web", keys), on: target) { site in
      for proxy in ["127.0.0.2", "127.0.0.9"] {
        let seen = try site.headers(from: proxy, Self.claims)
        #expect(seen["x-forwarded-for"] == "198.51.100.1")
        #expect(seen["x-real-ip"] == "198.51.100.1")
        #expect(seen["x-forwarded-proto"] == "https")
        #expect(seen["x-forwarded-host"] == "shop:8080")
        #expect(seen["forwarded"] == nil)
      }
      let other = try site.headers(from: "127.0.0.3", Self.claims)
      #expect(other["x-forwarded-for"] == "127.0.0.3")
      #expect(other["x-forwarded-proto"] == "http")
      // One proxy behind another.
      let chain = ["X-Forwarded-For: 203.0.113.9, 198.51.100.1, 127.0.0.9"]
      #expect(
        try site.headers(from: "127.0.0.2", chain)["x-forwarded-for"] == "198.51.100.1")
      for (said, scheme) in [("wss", "https"), ("ws", "http"), ("x; y", "http")] {
        let seen = try site.headers(from: "127.0.0.2", ["X-Forwarded-Proto: \(said)"])
        #expect(seen["x-forwarded-proto"] == scheme, "\(said)")
      }
      let log = try String(
        contentsOf: site.gateway.folder.appending(path: "access.log"), encoding: .utf8)
      #expect(log.contains(#""client":"198.51.100.1""#) && log.contains(#""scheme":"https""#))
      // HSTS is for those who came by HTTPS.
      for (address, isSent) in [("127.0.0.2", true), ("127.0.0.3", false)] {
        let head = try site.asked(
          "/x", from: address, ["-o", "/dev/null", "-D", "-", "-H", "X-Forwarded-Proto: https"])
        #expect(head.contains("Strict-Transport-Security") == isSent)
      }
    }
  }

  @Test(
    "a route is for those whom it allows, and not for those whom it denies",
    arguments: Target.allCases)
  func access(_ target: Target) throws {
    let routes = """
          /: web
          /admin/: { service: web, allow: [127.0.0.2, 127.0.0.8/29], deny: 127.0.0.9 }
          /closed/: { service: web, allow: [] }
          /open/: { service: web, deny: [127.0.0.3] }
          /files/: { volume: files, allow: 127.0.0.2 }
          "~ ^/reports/[0-9]+$": { service: web, allow: [127.0.0.2] }
      """
    let expected: [(path: String, statuses: [String: Int])] = [
      ("/", ["127.0.0.2": 200, "127.0.0.3": 200]),
      ("/admin/x", ["127.0.0.2": 200, "127.0.0.3": 403, "127.0.0.9": 403, "127.0.0.10": 200]),
      ("/closed/x", ["127.0.0.2": 403, "127.0.0.1": 403]),
      ("/open/x", ["127.0.0.2": 200, "127.0.0.3": 403]),
      ("/files/a.txt", ["127.0.0.2": 200, "127.0.0.3": 403]),
      ("/files/.a", ["127.0.0.2": 404]),
      ("/reports/7", ["127.0.0.2": 200, "127.0.0.3": 403]),
      ("/%61dmin/x", ["127.0.0.3": 403]), ("//admin//x", ["127.0.0.3": 403]),
      ("/x/../admin/x", ["127.0.0.3": 403]),
    ]
    // What is confirmed is rehearsed.
    let asked = "\nstrategy: { blueGreen: { confirm: { paths: [/admin/x] } } }\n"
    try running(Self.manifest(routes) + asked, on: target) { site in
      for (path, statuses) in expected {
        for (address, status) in statuses {
          let found = try site.status(path, from: address, ["--path-as-is"])
          #expect(found == status, "\(path) \(address)")
        }
      }
      if target == .blueGreen {
        // The rehearsal is the script's own.
        let found = try site.gateway.status("/admin/x", at: 8079, ["-H", "Host: blue.zdc"])
        #expect(found == 200)
      }
    }
    let behind = "  trust: [127.0.0.2]"
    let route = "    /: web\n    /a/: { service: web, allow: [198.51.100.0/24] }"
    try running(Self.manifest(route, behind), on: target) { site in
      for (address, status) in [("127.0.0.2", 200), ("127.0.0.3", 403)] {
        let found = try site.status("/a/", from: address, ["-H", "X-Forwarded-For: 198.51.100.7"])
        #expect(found == status)
      }
    }
  }

  @Test("a route with a login wants it, and keeps it", arguments: Target.allCases)
  func login(_ target: Target) throws {
    let routes = """
          /: web
          /admin/: { service: web, auth: { basic: door } }
          /own/: { service: web, auth: { basic: door }, headers: { request: { Authorization: x } } }
          /files/: { volume: files, auth: { basic: door }, allow: [127.0.0.2] }
      """
    let secret = "\nsecrets: { door: { env: DOOR } }\n"
    try running(Self.manifest(routes) + secret, on: target) { site in
      let hash = try #require(Tool("openssl")).run(["passwd", "-apr1", "open sesame"]).text
      try site.gateway.write("anna:\(hash)", "secrets/door")
      let good = ["-u", "anna:open sesame"]
      #expect(try site.status("/", from: "127.0.0.2") == 200)
      for path in ["/admin/x", "/own/x", "/files/a.txt"] {
        #expect(try site.status(path, from: "127.0.0.2") == 401)
        #expect(try site.status(path, from: "127.0.0.2", ["-u", "anna:open"]) == 401)
        #expect(try site.status(path, from: "127.0.0.2", good) == 200, "\(path)")
      }
      #expect(try site.status("/files/a.txt", from: "127.0.0.3", good) == 403)
      #expect(try site.status("/admin/x", from: "127.0.0.2", good) == 200)
      let seen = try #require(try site.gateway.requests.last?["headers"] as? [String: String])
      #expect(seen["authorization"] == nil)
      #expect(try site.status("/own/x", from: "127.0.0.2", good) == 200)
      let own = try #require(try site.gateway.requests.last?["headers"] as? [String: String])
      #expect(own["authorization"] == "x")
    }
  }

  @Test(
    "a client that asks too often gets 429, and another one does not", arguments: Target.allCases)
  func rate(_ target: Target) throws {
    let routes = """
          /: web
          /login/: { service: web, rateLimit: { rate: 2/m, burst: 3 } }
          /plain/: { service: web, rateLimit: 4/m }
          /none/: { service: web, rateLimit: { rate: 1/m, burst: 0 } }
          /files/: { volume: files, rateLimit: 1/m }
      """
    try running(Self.manifest(routes), on: target) { site in
      for (path, taken) in [("/login/", 4), ("/plain/", 5), ("/none/", 1), ("/files/a.txt", 2)] {
        let statuses = try (0..<8).map { _ in try site.status(path, from: "127.0.0.2") }
        #expect(statuses == (0..<8).map { $0 < taken ? 200 : 429 }, "\(path)")
        #expect(try site.status(path, from: "127.0.0.3") == 200, "\(path)")
      }
      #expect(try site.status("/", from: "127.0.0.2") == 200)
    }
  }
}
