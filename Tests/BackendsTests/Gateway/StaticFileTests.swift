import Foundation
import ManifestModel
import TestSupport
import Testing

/// Files that nginx answers with itself: what is missing, what is hidden, what a browser may keep, and
/// what it is told that a file is.
@Suite("Static files", .waits, .slow, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct StaticFileTests {
  private static func manifest(spa: Bool) -> String {
    """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      static: { directory: dist, spa: \(spa) }
      routes: { /api/: web, /files/: { volume: files }, /.kept/: { volume: files } }
      snippets:
        server: "add_header X-Frame-Options DENY always;"
    services:
      web:
        { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], volumes: { files: /f } }
    volumes: { files: { access: shared } }
    """
  }

  private static let files = [
    "index.html", "about.html", "docs/index.html", "app.1f.js", "lazy.mjs", "site.webmanifest",
    "a.wasm", "a.avif", "a.woff2", "app.js.map", "a.vtt", ".env", ".git/config", "docs/.htpasswd",
    ".well-known/security.txt", ".well-known/.env", "v1.2/page.html", "empty/x.txt",
  ]

  /// Status, type and `Cache-Control` of an answer, each of these where there is one.
  private func answers(
    spa: Bool, on target: Target, _ paths: [String]
  ) throws -> [String: String] {
    let port = target == .kubernetes ? 8080 : 80
    return try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest(spa: spa), on: target, in: folder)
      defer { gateway.stop() }
      let root = target == .blueGreen ? "blue/static" : "html"
      for file in Self.files {
        try gateway.write(file, "\(root)/\(file)")
        try gateway.write(file, "volumes/files/\(file)")
      }
      try gateway.start(at: port, until: "/api/first")
      return try paths.reduce(into: [:]) { answers, path in
        answers[path] = try gateway.curl(
          "http://shop\(path)", at: port,
          ["-o", "/dev/null", "-w", "%{http_code} %{content_type} %header{cache-control}"]
        ).trimmingCharacters(in: .whitespaces)
      }
    }
  }

  private static let there = [
    "/": "200 text/html no-cache", "/index.html": "200 text/html no-cache",
    "/about.html": "200 text/html no-cache", "/docs/": "200 text/html no-cache",
    "/v1.2/page.html": "200 text/html no-cache",
    "/app.1f.js": "200 application/javascript", "/lazy.mjs": "200 text/javascript",
    "/site.webmanifest": "200 application/manifest+json", "/a.wasm": "200 application/wasm",
    "/a.avif": "200 image/avif", "/a.woff2": "200 font/woff2",
    "/app.js.map": "200 application/json", "/a.vtt": "200 text/vtt",
    "/.well-known/security.txt": "200 application/octet-stream",
    "/files/app.1f.js": "200 application/javascript", "/files/about.html": "200 text/html",
    "/.kept/lazy.mjs": "200 text/javascript",
  ]

  /// Never a page, and never a file that is there by accident.
  private static let missing = [
    "/app.2f.js", "/logo.png", "/docs/app.css", "/gone.html", "/.well-known/gone",
    "/.well-known/change-password", "/.env", "/.git/config", "/.git/", "/%2egit/config",
    "//.git/config",
    "/docs/.htpasswd", "/.gone", "/.well-known/.env", "/files/.env", "/files/.git/config",
    "/files/docs/.htpasswd", "/.kept/.env", "/.kept/docs/.htpasswd", "/files/gone",
  ]

  private static let unknown = ["/cart", "/v1.2/users", "/users/7/edit"]

  @Test("of a single-page application", arguments: Target.allCases)
  func singlePage(_ target: Target) throws {
    let paths = Array(Self.there.keys) + Self.missing + Self.unknown
    let seen = try answers(spa: true, on: target, paths)
    for (path, wanted) in Self.there { #expect(seen[path] == wanted, "\(path)") }
    for path in Self.missing { #expect(seen[path]?.hasPrefix("404 ") == true, "\(path)") }
    for path in Self.unknown { #expect(seen[path] == "200 text/html no-cache", "\(path)") }
  }

  @Test("of a site of pages", arguments: Target.allCases)
  func pages(_ target: Target) throws {
    let paths = Array(Self.there.keys) + Self.missing + Self.unknown
    let seen = try answers(spa: false, on: target, paths)
    for (path, wanted) in Self.there { #expect(seen[path] == wanted, "\(path)") }
    for path in Self.missing + Self.unknown {
      #expect(seen[path]?.hasPrefix("404 ") == true, "\(path)")
    }
  }

  @Test("keep the headers of the server, in each location within")
  func headers() throws {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest(spa: true), on: .blueGreen, in: folder)
      defer { gateway.stop() }
      for name in ["index.html", "app.js"] { try gateway.write("x", "blue/static/\(name)") }
      try gateway.start(at: 80, until: "/api/first")
      for path in ["/", "/app.js", "/cart"] {
        let head = try gateway.curl("http://shop\(path)", at: 80, ["-o", "/dev/null", "-D", "-"])
        #expect(head.contains("X-Frame-Options: DENY"), "\(path)")
      }
    }
  }
}
