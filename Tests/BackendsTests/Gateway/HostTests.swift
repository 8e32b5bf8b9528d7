import Foundation
import ManifestModel
import TestSupport
import Testing

/// The host that a service is told: the one that the client asked for, with its port. Django compares
/// it with `Origin` and Rails does too, so a form from http://shop:8080 is refused without the port.
@Suite(
  "The host that services get", .waits, .slow,
  .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct HostTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 8080, https: 8443, redirect: false }
      tls: { certificates: tls }
      serverNames: []
      routes: { /: web, /ws/: { service: web, websocket: true } }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run] }
    """

  /// The lines of a request, and the host that reaches the service.
  private static let asked: [(request: [String], host: String)] = [
    (["GET /x HTTP/1.1", "Host: shop:8080"], "shop:8080"),
    (["GET /x HTTP/1.1", "Host: shop"], "shop"),
    (["GET /ws/ HTTP/1.1", "Host: shop:8080"], "shop:8080"),
    (["POST /x HTTP/1.1", "Host: shop:8080", "Content-Length: 0"], "shop:8080"),
    (["GET /x HTTP/1.1", "Host: SHOP.:8080"], "shop:8080"),
    (["GET /x HTTP/1.1", "Host: [::1]:8080"], "[::1]:8080"),
    (["GET /x HTTP/1.0", "Host: shop:8080"], "shop:8080"),
    // The request line says which host it is (RFC 9112, 3.2.2).
    (["GET http://shop:8080/x HTTP/1.1", "Host: shop:8080"], "shop:8080"),
    (["GET http://shop/x HTTP/1.1", "Host: other:8080"], "shop"),
    (["GET http://shop/x HTTP/1.0"], "shop"),
  ]

  private func hosts(_ gateway: RunningGateway, _ port: Int, _ lines: [String]) throws -> [String] {
    let before = try gateway.requests.count
    let text = (lines + ["Connection: close", "", ""]).joined(separator: "\r\n")
    _ = try gateway.raw(text, at: port)
    return try gateway.requests.dropFirst(before).map {
      ($0["headers"] as? [String: String])?["host"] ?? "none"
    }
  }

  @Test("with the client's port, whatever form the request has", arguments: Target.allCases)
  func host(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    let manifest = Self.manifest.replacing("  serverNames: []\n", with: "")
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: port, until: "/first")
      for (request, host) in Self.asked {
        #expect(try hosts(gateway, port, request) == [host], "\(request)")
      }
      // No host at all: not nginx's own name for 'any', which is none.
      let none = try hosts(gateway, port, ["GET /x HTTP/1.0"])
      #expect(none.count == 1)
      #expect(!["_", "", "none"].contains(none.first))
      // Two are one too many.
      let two = ["GET /x HTTP/1.1", "Host: shop:8080", "Host: other"]
      #expect(try hosts(gateway, port, two) == [])
      // HTTP/2 has it in `:authority`.
      let secure = target == .kubernetes ? 8443 : 443
      _ = try gateway.curl("https://shop:8443/x", at: secure, ["--http2"])
      let last = try #require(try gateway.requests.last)
      #expect((last["headers"] as? [String: String])?["host"] == "shop:8443")
    }
  }

  @Test("without a host it is the gateway's first name")
  func absent() throws {
    let manifest = Self.manifest
      .replacing("serverNames: []", with: "serverNames: [shop.example.com, www.example.com]")
      .replacing(", https: 8443, redirect: false", with: "")
      .replacing("  tls: { certificates: tls }\n", with: "")
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: .blueGreen, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: 80, until: "/first")
      #expect(try hosts(gateway, 80, ["GET /x HTTP/1.0"]) == ["shop.example.com"])
      #expect(
        try hosts(gateway, 80, ["GET /x HTTP/1.1", "Host: www.example.com:8080"])
          == ["www.example.com:8080"])
    }
  }
}
