import Foundation
import ManifestModel
import TestSupport
import Testing

/// Compressed answers, by the real nginx.
@Suite("gzip", .waits, .slow, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct GzipTests {
  private func manifest(_ gzip: Bool) -> String {
    RandomSite.around(routes: "    /api/: s0\n", services: 1)
      .replacing(
        "  routes:\n", with: "  gzip: \(gzip)\n  static: { directory: dist }\n  routes:\n")
  }

  @Test("text for those that take it, and nothing else", arguments: Target.allCases)
  func compressed(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    for isOn in [true, false] {
      try withScratchFolder { folder in
        let gateway = try RunningGateway(manifest(isOn), on: target, in: folder)
        defer { gateway.stop() }
        let files = target == .blueGreen ? "blue/static" : "html"
        let long = String(repeating: "a", count: 3000)
        for name in ["app.js", "page.html", "font.woff2"] {
          try gateway.write(long, "\(files)/\(name)")
        }
        try gateway.write("short", "\(files)/short.css")
        try gateway.start(at: port, withServices: 1)
        func encoding(_ path: String, _ words: [String] = ["-H", "Accept-Encoding: gzip"]) throws
          -> String
        {
          let head = try gateway.curl(
            "http://shop\(path)", at: port, ["-o", "/dev/null", "-D", "-"] + words)
          let isCompressed = head.contains("Content-Encoding: gzip")
          // Else a cache would hand one client's form to the other.
          if isCompressed { #expect(head.contains("Vary: Accept-Encoding")) }
          return isCompressed ? "gzip" : "none"
        }
        for path in ["/api/tells", "/app.js", "/page.html"] {
          #expect(try encoding(path) == (isOn ? "gzip" : "none"), "\(path)")
          #expect(try encoding(path, []) == "none", "\(path)")
          let viaProxy = ["-H", "Accept-Encoding: gzip", "-H", "Via: 1.1 cdn"]
          #expect(try encoding(path, viaProxy) == (isOn ? "gzip" : "none"), "\(path)")
        }
        for path in ["/font.woff2", "/short.css"] { #expect(try encoding(path) == "none") }
      }
    }
  }
}
