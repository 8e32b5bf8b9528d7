import Foundation
import ManifestModel
import TestSupport
import Testing

/// Where nginx itself sends a client on to: the port and the scheme that it came by, which nginx does
/// not know behind a published port, a Service or a proxy.
@Suite(
  "The gateway's own redirects", .waits, .slow,
  .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct RedirectTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 8080, https: 8443, redirect: false }
      tls: { certificates: tls }
      static: { directory: dist }
      routes: { /api/: web, /files/: { volume: files } }
    services:
      web:
        { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], volumes: { files: /f } }
    volumes: { files: { access: shared } }
    """

  private static func ports(_ target: Target) -> [(port: Int, scheme: String)] {
    target == .kubernetes ? [(8080, "http"), (8443, "https")] : [(80, "http"), (443, "https")]
  }

  @Test(
    "to a folder, or to a route that ends in a slash, names no host, port or scheme",
    arguments: Target.allCases)
  func own(_ target: Target) throws {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: target, in: folder)
      defer { gateway.stop() }
      try gateway.write("docs", "\(target == .blueGreen ? "blue/static" : "html")/docs/index.html")
      try gateway.write("kept", "volumes/files/kept/index.html")
      try gateway.start(at: Self.ports(target)[1].port)
      for (port, scheme) in Self.ports(target) {
        for path in ["/docs", "/api", "/files/kept"] {
          let place = try gateway.curl(
            "\(scheme)://shop:9000\(path)?a=b", at: port,
            ["-o", "/dev/null", "-w", "%{http_code} %header{location}"])
          #expect(place == "301 \(path)/?a=b")
        }
      }
    }
  }

  @Test("from HTTP to HTTPS keeps the port that the manifest publishes", arguments: Target.allCases)
  func toHTTPS(_ target: Target) throws {
    for (https, wanted) in [(8443, "https://shop:8443/x?a=b"), (443, "https://shop/x?a=b")] {
      let manifest = Self.manifest
        .replacing("https: 8443, redirect: false", with: "https: \(https), redirect: true")
      try withScratchFolder { folder in
        let gateway = try RunningGateway(manifest, on: target, in: folder)
        defer { gateway.stop() }
        let port = target == .kubernetes ? 8080 : 80
        try gateway.start(at: port)
        let place = try gateway.curl(
          "http://shop:8080/x?a=b", at: port,
          ["-o", "/dev/null", "-w", "%{http_code} %header{location}"])
        #expect(place == "308 \(wanted)")
      }
    }
  }
}
