import Foundation
import ManifestModel
import TestSupport
import Testing

/// TLS of the gateway: a client comes back to its session after a reload, by whatever the session is
/// kept; and HTTP/2 is spoken.
@Suite(
  "TLS of the gateway", .waits, .slow, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct TLSTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80, https: 443, redirect: false }
      tls: { certificates: tls }
      routes: { /: web }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run] }
    """

  private static func ports(_ target: Target) -> (http: Int, https: Int) {
    target == .kubernetes ? (8080, 8443) : (80, 443)
  }

  /// Whether a client that comes back is known, before and after a reload.
  private func reused(
    _ target: Target, _ words: String, edit: (String) -> String = { $0 }
  ) throws -> [Bool] {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: target, edit: edit, in: folder)
      defer { gateway.stop() }
      let port = Self.ports(target).https
      try gateway.start(at: port)
      let ask = { (session: String) in
        try #require(Tool("sh")).run(
          [
            "-c",
            """
            printf 'GET /nginx-health HTTP/1.0\\r\\n\\r\\n' |
              openssl s_client -unix '\(folder.path)/\(port).socket' -servername shop \(words) \
              \(session) '\(folder.path)/session' -ign_eof 2>&1
            """,
          ]
        ).text.contains("Reused, TLS")
      }
      _ = try ask("-sess_out")
      let before = try ask("-sess_in")
      let workers = Set(gateway.workers)
      gateway.reload()
      var waits = 0
      while !workers.isDisjoint(with: gateway.workers), waits < 500 {
        Thread.sleep(forTimeInterval: 0.04)
        waits += 1
      }
      return [before, try ask("-sess_in")]
    }
  }

  @Test(
    "a session outlives a reload", arguments: Target.allCases,
    ["-tls1_3", "-tls1_2", "-tls1_2 -no_ticket"])
  func session(_ target: Target, _ words: String) throws {
    #expect(try reused(target, words) == [true, true])
  }

  @Test("which it does not by itself", arguments: ["-tls1_3", "-tls1_2", "-tls1_2 -no_ticket"])
  func without(_ words: String) throws {
    let known = try reused(.blueGreen, words) { $0.replacing(/ssl_session_cache [^;]*;/, with: "") }
    #expect(known.last == false)
  }

  @Test("HTTP/2 is spoken where there is TLS", arguments: Target.allCases)
  func http2(_ target: Target) throws {
    let ports = Self.ports(target)
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: ports.http, until: "/first")
      let version = { (url: String, port: Int, words: [String]) in
        try gateway.curl(
          url, at: port, ["-o", "/dev/null", "-w", "%{http_code} %{http_version}"] + words)
      }
      #expect(try version("https://shop/x", ports.https, []) == "200 2")
      #expect(try version("https://shop/x", ports.https, ["--data", "a=1"]) == "200 2")
      #expect(try version("https://shop/x", ports.https, ["--http1.1"]) == "200 1.1")
      #expect(try version("http://shop/x", ports.http, []) == "200 1.1")
    }
  }
}
