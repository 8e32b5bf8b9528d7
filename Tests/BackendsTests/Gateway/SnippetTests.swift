import Foundation
import ManifestModel
import TestSupport
import Testing

/// Snippets in the conf of the real nginx: a header of a snippet is the only one of its name.
@Suite(
  "Snippets in the gateway", .waits, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct SnippetTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      routes: { /: web, /own/: web }
      snippets:
        location:
          /own/: |
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header host other.example.com;
            proxy_set_header X-Own 1;
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run] }
    """

  @Test("a header takes the place of zdc's own", arguments: Target.allCases)
  func header(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: port, until: "/first")
      for (path, proto, host) in [("/x", "http", "shop"), ("/own/x", "https", "other.example.com")]
      {
        #expect(try gateway.status(path, at: port) == 200)
        let last = try #require(try gateway.requests.last)
        let headers = try #require(last["headers"] as? [String: String])
        // `services.py` keeps the last of several, and `names` all of them.
        let names = try #require(last["names"] as? [String])
        #expect(names.count == Set(names).count, "\(names)")
        #expect(headers["x-forwarded-proto"] == proto)
        #expect(headers["host"] == host)
      }
    }
  }
}
