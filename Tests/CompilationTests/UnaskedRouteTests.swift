import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import TestSupport
import Testing

/// What a deployment does not ask, and what does not count towards a drain, is told.
@Suite struct UnaskedRouteTests {
  private static func manifest(
    _ route: String, health: String, more: String = "", top: String = ""
  ) -> String {
    """
    zdc: 1
    project: shop
    gateway:
      listen: { http: 80 }
      routes: { \(route) }
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: \(health) }
      api: { image: "shop/api:1", command: [serve], port: 81, health: /up }
    \(top)
    """
  }

  private static func found(_ text: String, _ code: Int) -> [Diagnostic] {
    let (_, log) = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }
    return log.sorted.filter { $0.code.number == code }
  }

  private static let confirm = "strategy: { blueGreen: { confirm: { paths: [/page] } } }"

  @Test(arguments: [
    ("/: web", "{ command: [web, check] }", "", 1), ("/: web", "{ tcp: true }", "", 1),
    // As most public stacks have it: one route for pages and WebSockets.
    ("/: { service: web, websocket: true }", "{ command: [web, check] }", "", 1),
    ("/: { service: web, websocket: true }", "{ command: [web, check] }", Self.confirm, 0),
    ("/: { service: web, websocket: true }", "/up", "", 0),
    ("/: web", "{ tcp: true }", Self.confirm, 0),
    ("/: web", "{ tcp: true }", "strategy: { blueGreen: { confirm: { compare: true } } }", 0),
    ("/: web, /ws/: { service: web, websocket: true }", "{ tcp: true }", Self.confirm, 0),
    ("/: web, /ws/: { service: web, websocket: true }", "{ tcp: true }", "", 2),
    // The health path of the other one is asked of the other one.
    ("/: web, /api/: api", "{ tcp: true }", "", 2),
  ])
  func aRouteThatNothingAsks(route: String, health: String, top: String, count: Int) {
    let found = Self.found(Self.manifest(route, health: health, top: top), 255)
    #expect(found.count == count, "\(route) \(found.map(\.message))")
    #expect(found.allSatisfy { $0.help?.contains("confirm: { paths: [") == true })
  }

  @Test func theRunbookSaysWhatIsAsked() throws {
    let unasked = try BuildEnd.files(
      Self.manifest("/: web", health: "{ tcp: true }", top: "targets: [blueGreen]"))
    let text = try #require(unasked["RUNBOOK.md"])
    #expect(text.contains("| `rehearse` | requests nothing"), "\(text)")
    #expect(!text.contains("requests every confirm path"), "\(text)")
    #expect(text.contains("nothing is asked by HTTP"), "\(text)")
    let asked = try BuildEnd.files(
      Self.manifest(
        "/: web", health: "{ tcp: true }", top: "targets: [blueGreen]\n\(Self.confirm)"))
    let other = try #require(asked["RUNBOOK.md"])
    #expect(other.contains("requests every confirm path"), "\(other)")
    #expect(!other.contains("nothing is asked by HTTP"), "\(other)")
  }

  @Test(arguments: [
    ("/: { service: web, websocket: true, timeout: 10m }", "", 1),
    ("/: { service: web, events: true, timeout: 10m }", "", 1),
    ("/: { service: web, websocket: true, timeout: 10m }", "strategy: { drain: 30s }", 1),
    ("/: { service: web, websocket: true, timeout: 10m }", "strategy: { drain: 10m }", 0),
    ("/: { service: web, websocket: true, timeout: 20s }", "", 0),
    ("/: { service: web, websocket: true }", "", 0),
    // A socket's own path, beside which the pages have theirs.
    (
      "/: { service: web, timeout: 10m }, /ws/: { service: web, websocket: true, timeout: 30m }",
      "", 0
    ),
    ("/ws/: { service: web, websocket: true, timeout: 30m }, /: api", "", 0),
    ("/up: { service: web, websocket: true, timeout: 30m }, /: api", "", 1),
  ])
  func aTimeoutThatIsNoDrain(route: String, top: String, count: Int) {
    let text = Self.manifest(route, health: "/up", top: "targets: [blueGreen]\n\(top)")
    let found = Self.found(text, 256)
    #expect(found.count == count, "\(route) \(found.map(\.message))")
    let needed = route.contains("30m") ? "drain: 30m" : "drain: 10m"
    #expect(found.allSatisfy { $0.help?.contains(needed) == true })
  }

  /// As long as the artefacts drain, whoever gave the number.
  @Test func theRunbooksDrain() throws {
    let files = try BuildEnd.files(
      Self.manifest("/: { service: web, timeout: 60s }, /api/: api", health: "/up"))
    let text = try #require(files["RUNBOOK.md"])
    #expect(text.components(separatedBy: "| `drain: 1m` |").count == 4, "\(text)")
    #expect(!text.contains("`drain: 30s`"))
    let conf = try #require(files["docker/nginx/nginx-blue-green.conf"])
    #expect(conf.contains("worker_shutdown_timeout 60s"), "\(conf)")
  }
}
