import Foundation
import TestSupport
import Testing

/// N4, N6, N8 and connections that are kept too long: what a running nginx does with requests.
@Suite(
  "Faults of the guide's nginx files, under way", .waits, .slow,
  .enabled(if: ScratchNginx.isThere && SecondReaders.areThere, ScratchNginx.reason))
struct NginxTrafficFaultTests {
  private static let name = "nginx-blue-green.conf"
  private static let names = ["django-blue", "django-green", "fastapi-blue", "fastapi-green"]

  /// Runs nginx with the blue-green configuration of a folder before blue's servers.
  private func withNginx<Result>(
    _ folder: URL, edit: (String) -> String = { $0 },
    _ body: (ScratchNginx, Services) throws -> Result
  ) throws -> Result {
    try withScratchFolder { scratch in
      let services = try Services(Self.names, in: scratch)
      defer { services.stop() }
      try services.set(names: ["django-blue": "127.0.0.1", "fastapi-blue": "127.0.0.1"])
      let nginx = try ScratchNginx(
        folder.appending(path: Self.name), in: scratch, services: services)
      let conf = scratch.appending(path: "nginx.conf")
      try nginx.write(edit(String(contentsOf: conf, encoding: .utf8)), "nginx.conf")
      defer { nginx.stop() }
      try #require(try nginx.start())
      // A name is looked up a moment after the start.
      try wait(for: "the first answer") {
        try nginx.ask("/api/x") == "django-blue 127.0.0.1\n200"
      }
      return try body(nginx, services)
    }
  }

  @Test("N4 no worker_shutdown_timeout: a WebSocket keeps an old worker for ever")
  func n4() throws {
    /// Whether a worker of before a reload is still there so many seconds after it, where the limit
    /// is made a second. A busy machine ends it later than that.
    func stays(_ seconds: Int, _ folder: URL) throws -> Bool {
      let shorter = { (text: String) in
        text.replacing("worker_shutdown_timeout 60s;", with: "worker_shutdown_timeout 1s;")
      }
      return try withNginx(folder, edit: shorter) { nginx, services in
        let client = try nginx.holdWebSocket("/ws/x")
        defer {
          // A client that was started with that signal blocked would not hear SIGTERM.
          kill(client.processIdentifier, SIGKILL)
          client.waitUntilExit()
        }
        try wait(for: "the upgrade") {
          try services.requests.contains { $0.path == "/ws/x" }
        }
        let before = nginx.workers
        #expect(!before.isEmpty)
        nginx.reload()
        for _ in 0..<(seconds * 20) {
          Thread.sleep(forTimeInterval: 0.05)
          if before.allSatisfy({ kill($0, 0) != 0 }) { return false }
        }
        return true
      }
    }
    #expect(try stays(3, Guide.folder))
    #expect(try !stays(60, NginxFaultTests.generatedFolder))
    let limit = try SecondReaders.generatedConf(Self.name).first("worker_shutdown_timeout")
    #expect(limit == ["60s"])
  }

  @Test("N6 every request is an upgrade, and a quiet socket is cut after a minute")
  func n6() throws {
    func faults(_ folder: URL, _ conf: Directive) throws -> [String] {
      try withNginx(folder) { nginx, services in
        _ = try nginx.ask("/ws/plain")
        let seen = try services.requests.first { $0.path == "/ws/plain" }
        let connection = try #require(seen).headers?["connection"] ?? ""
        let location = conf.deep("location").first { $0.arguments == ["/ws/"] }
        let limit = location?.first("proxy_read_timeout")?.first ?? "60s"
        return (connection == "upgrade" ? ["a plain request upgrades"] : [])
          + ((Tree.text(limit).seconds ?? 0) > 60 ? [] : ["quiet sockets are cut"])
      }
    }
    #expect(
      try faults(Guide.folder, SecondReaders.guideConf(Self.name))
        == ["a plain request upgrades", "quiet sockets are cut"])
    #expect(
      try faults(NginxFaultTests.generatedFolder, SecondReaders.generatedConf(Self.name)) == [])
  }

  @Test("An idle connection is kept for longer than the server keeps it, and a POST is lost")
  func keptTooLong() throws {
    /// What two POSTs get with two seconds between them.
    func statuses(_ folder: URL) throws -> [String] {
      try withNginx(folder) { nginx, _ in
        try [0, 2].map { seconds in
          Thread.sleep(forTimeInterval: seconds)
          return String(try #require(try nginx.ask("/api/late", body: "x=1")).suffix(3))
        }
      }
    }
    #expect(try statuses(Guide.folder) == ["200", "502"])
    #expect(try statuses(NginxFaultTests.generatedFolder) == ["200", "200"])
  }

  @Test("N8 a request that the application answered with an error is sent again")
  func n8() throws {
    /// How often two servers get one GET that both answer with 500, by way of this location.
    func attempts(_ location: String) throws -> Int {
      let upstream = try #require(location.firstMatch(of: /proxy_pass http:\/\/([a-z_]+);/)).1
      return try withScratchFolder { scratch in
        let services = try Services(["one", "two"], in: scratch)
        defer { services.stop() }
        let nginx = try ScratchNginx(
          text: """
            pid /run/nginx.pid;
            error_log /dev/stderr;
            events {}
            http {
              access_log off;
              map $host $client_host { default $host; }
              upstream \(upstream) {
                server one:8000;
                server two:8000;
              }
              server {
                listen 80;
            \(location)
              }
            }
            """, in: scratch, services: services)
        defer { nginx.stop() }
        try #require(try nginx.start())
        #expect(try nginx.ask("/api/fail")?.hasSuffix("500") == true)
        return try services.requests.count { $0.path == "/api/fail" && $0.event == "begin" }
      }
    }
    let (first, last) = ("        location /api/ {", "        }")
    #expect(
      try attempts(Guide.fragment(of: "nginx-swarm.conf", from: first, to: last)) == 2)
    let ours = try Generated.text("docker/nginx/nginx-swarm.conf")
    let start = try #require(ours.range(of: first))
    let end = try #require(ours[start.lowerBound...].range(of: "\n\(last)\n"))
    #expect(try attempts(String(ours[start.lowerBound..<end.upperBound])) == 1)
  }
}
