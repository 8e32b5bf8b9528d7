import Foundation
import ManifestModel
import TestSupport
import Testing

/// A switch is a link that moves, and nginx looks where it leads for each request: whoever is connected
/// stays so, and what has begun goes on where it began.
@Suite("A switch", .waits, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct SwitchTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      routes:
        /api/: web
        /live: { service: web, websocket: true }
        /files/: { volume: files }
        /limited/: web
      snippets:
        http: limit_conn_zone $binary_remote_addr zone=mine:1m;
        location: { /limited/: limit_conn mine 100; }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], volumes: { files: /f } }
    volumes: { files: { access: shared } }
    """
  private static let length = 4_000_000

  private struct Found: Decodable {
    let before: [String]
    /// Seconds until the new colour answered.
    let seen: Double
    let said: String
    /// Who answered those that had waited with an open connection.
    let idle: [String]
    /// WebSockets that are open.
    let open: Int
    let upload: String
    let downloaded: Int
    /// Whether anything of blue and of green is under way, of blue after the upload, and at the end.
    let underWay: [Int]
  }

  private func found(reloads: Bool) throws -> Found {
    // Those that wait are kept for as long at least, and closed then.
    let edit = { (conf: String) in
      reloads ? conf.replacing(/keepalive_min_timeout [^;]+;/, with: "") : conf
    }
    return try withGateway(edit) { gateway in
      let text = try #require(Tool("python3")).run(
        [
          Repository.root.appending(path: "Tests/StandIns/across_a_switch.py").path,
          gateway.folder.path, reloads ? "\(gateway.pid)" : "0",
        ]
      ).everything
      let json = Data(text.utf8)
      return try #require(try? JSONDecoder().decode(Found.self, from: json), "\(text)")
    }
  }

  private func withGateway<Result>(
    _ edit: (String) -> String = { $0 }, _ body: (RunningGateway) throws -> Result
  ) throws -> Result {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: .blueGreen, edit: edit, in: folder)
      defer { gateway.stop() }
      try gateway.write(String(repeating: "x", count: Self.length), "volumes/files/big.bin")
      try gateway.start(at: 80, until: "/api/first")
      return try body(gateway)
    }
  }

  @Test("closes no connection and cuts nothing, and the new colour answers at once")
  func nothing() throws {
    let found = try found(reloads: false)
    #expect(found.before == ["web-blue"])
    #expect(found.said == "green 2")
    #expect(found.seen < 1)
    #expect(found.idle == Array(repeating: "web-green", count: 20))
    #expect(found.open == 5)
    #expect(found.upload == "web-blue")
    #expect(found.downloaded > Self.length)
    // The WebSockets are blue's until they end.
    #expect(found.underWay == [503, 200, 503, 200])
  }

  @Test("by a reload would close the connections of all who wait")
  func reload() throws {
    let found = try found(reloads: true)
    #expect(found.said == "green 2")
    #expect(found.idle.contains("closed"))
  }

  @Test("is seen by a request once, also where it goes on to another location")
  func once() throws {
    try withGateway { gateway in
      let log = {
        try String(contentsOf: gateway.folder.appending(path: "error.log"), encoding: .utf8)
      }
      #expect(try gateway.curl("http://shop/zdc/colour", at: 8079) == "blue 1\n")
      // A colour that no link says is no answer, and what was loaded is served.
      try FileManager.default.removeItem(at: gateway.folder.appending(path: "conf.0"))
      #expect(try gateway.status("/zdc/colour", at: 8079) == 503)
      #expect(try gateway.curl("http://shop/api/x", at: 80) == "web-blue 127.0.0.1\n")
      #expect(try log().contains("realpath()"))
      try gateway.serve("green")
      #expect(try gateway.curl("http://shop/zdc/colour", at: 8079) == "green 2\n")
      // What nothing answers is 404, whatever the root of the server.
      for path in ["/", "/x", "/green", "/../nginx.conf"] {
        #expect([400, 404].contains(try gateway.status(path, at: 80)), "\(path)")
      }
      #expect(try gateway.raw("BROKEN\r\n\r\n", at: 80).contains(" 400 "))
      #expect(try !log().contains("uninitialized"))
    }
  }

  @Test("waits for a request whose location has limits of its own")
  func limited() throws {
    try withGateway { gateway in
      let client = Process()
      client.executableURL = URL(filePath: try #require(Tool("curl")).path)
      client.arguments = [
        "-s", "--unix-socket", gateway.folder.appending(path: "80.socket").path,
        "http://shop/limited/slow",
      ]
      client.standardOutput = FileHandle.nullDevice
      try client.run()
      try wait(for: "the slow request") {
        try gateway.requests.contains { $0["path"] as? String == "/limited/slow" }
      }
      #expect(try gateway.status("/zdc/idle/blue", at: 8079) == 503)
      client.waitUntilExit()
      #expect(try gateway.status("/zdc/idle/blue", at: 8079) == 200)
    }
  }
}
