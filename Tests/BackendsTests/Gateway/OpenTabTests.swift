import Foundation
import ManifestModel
import TestSupport
import Testing

/// A page that was loaded before a switch asks for files of its own version afterwards: scripts that
/// are loaded when somebody clicks, images, fonts.
@Suite("Open tabs", .waits, .slow, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct OpenTabTests {
  private static func manifest(spa: Bool) -> String {
    """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      static: { directory: dist, spa: \(spa) }
      routes: { /api/: web, /files/: { volume: files }, /kept: { volume: kept } }
    services:
      web:
        { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], volumes: { files: /f, kept: /k } }
    volumes: { files: { access: shared, perVersion: true }, kept: { access: shared } }
    """
  }

  private static let hashed = [
    "app.3f9a1c2b.js", "chunks/lazy-BX2kd9aQ.js", "css/base.27e20196a850.css",
    "app.3f9a1c2b.js.map", "f/inter-latin.B7pTqkXe.woff2",
  ]
  private static let others = [
    "old.html", "app.js", "page-27e20196a850.html", "backup.sql", ".git/index-BX2kd9aQ.js",
    "a b.css",
  ]

  @Test(
    "get the files of the version before, as far as their names tell one content",
    arguments: [true, false])
  func before(spa: Bool) throws {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest(spa: spa), on: .blueGreen, in: folder)
      defer { gateway.stop() }
      for file in Self.hashed + Self.others {
        for place in ["green/static", "volumes/files/green", "volumes/kept"] {
          try gateway.write("before", "\(place)/\(file)")
        }
      }
      let both = "both-00000000.js"
      for place in ["static", "files"] {
        let path = { (colour: String) in
          place == "static" ? "\(colour)/static" : "volumes/files/\(colour)"
        }
        try gateway.write("now", "\(path("blue"))/index.html")
        for colour in ["blue", "green"] { try gateway.write(colour, "\(path(colour))/\(both)") }
      }
      try gateway.start(at: 80, until: "/api/first")
      for prefix in ["/", "/files/"] {
        for file in Self.hashed {
          let text = try gateway.curl("http://shop\(prefix)\(file)", at: 80)
          #expect(text == "before", "\(prefix)\(file)")
        }
        #expect(try gateway.curl("http://shop\(prefix)\(both)", at: 80) == "blue")
        #expect(try gateway.status("\(prefix)gone-BX2kd9aQ.js", at: 80) == 404)
        for file in Self.others {
          let path = prefix + file.replacing(" ", with: "%20")
          #expect(try gateway.curl("http://shop\(path)", at: 80) != "before", "\(path)")
        }
      }
      // What has one folder for all versions has no version before.
      #expect(try gateway.status("/kept/gone-BX2kd9aQ.js", at: 80) == 404)
      let head = try gateway.curl(
        "http://shop/\(Self.hashed[0])", at: 80, ["-o", "/dev/null", "-D", "-"])
      #expect(head.contains("application/javascript"))
      // After the switch back it is the other way round.
      try gateway.serve("green")
      #expect(try gateway.curl("http://shop/old.html", at: 80) == "before")
      #expect(try gateway.curl("http://shop/files/\(both)", at: 80) == "green")
    }
  }
}
