import Foundation
import ManifestModel
import TestSupport
import Testing

/// The gateway's log, by the real nginx.
@Suite("The gateway's log", .waits, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct LogTests {
  @Test("a line of JSON for each request", arguments: Target.allCases)
  func json(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    let manifest = RandomSite.around(routes: "    /: s0\n", services: 1)
      .replacing("  routes:\n", with: "  logFormat: json\n  routes:\n")
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: port, withServices: 1)
      let agent = "a \"b\" \\ {c}\t$host"
      _ = try gateway.curl("http://shop/x?y=%22", at: port, ["-A", agent, "-H", "Referer: \"};"])
      gateway.stop()
      let text = try String(contentsOf: folder.appending(path: "access.log"), encoding: .utf8)
      let lines = try text.split(separator: "\n").map {
        try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      }
      let last = try #require(lines.last)
      #expect(last["agent"] == agent)
      #expect(last["referer"] == "\"};")
      #expect(last["uri"] == "/x?y=%22")
      #expect(last["status"] == "200")
      #expect(last["upstreamStatus"] == "200")
      #expect(last["colour"] == (target == .blueGreen ? "blue" : nil))
      #expect(last["deployment"] == (target == .blueGreen ? "1" : nil))
    }
  }
}
