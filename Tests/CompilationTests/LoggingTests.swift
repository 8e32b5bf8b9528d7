import Backends
import Compilation
import Diagnostics
import OutputTrees
import Testing

/// Where containers' lines go.
@Suite("Logging") struct LoggingTests {
  private static let byDefault =
    "logging: {driver: json-file, options: {max-size: 10m, max-file: '3'}}"

  private static func manifest(_ top: String, web: String = "", patch: String? = nil) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up, release: [migrate]\(web) }
    backing: { cache: { image: "shop/cache:1", health: { command: [ask] } } }
    \(top)
    targets:
      kubernetes: { enabled: false }
      blueGreen: { patches: { docker/docker-compose.blue-green.yml: { services: { \(patch ?? "") } } } }
    """
  }

  private static func lines(_ text: String, _ target: String = "blue-green") throws -> [String] {
    let (made, log) = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }
    #expect(!log.hasErrors, "\(log.sorted.map(\.message))")
    #expect(BuildEnd.errors(text) == [])
    let path = "docker/docker-compose.\(target).yml"
    let artefact = try #require(made?.artefacts.first { $0.file.path == path })
    return String(decoding: artefact.file.bytes, as: UTF8.self).split(separator: "\n").map {
      String($0.drop { $0 == " " })
    }
  }

  @Test func `every container has an end to its files`() throws {
    let lines = try Self.lines(Self.manifest(""))
    #expect(lines.count { $0 == Self.byDefault } == lines.count { $0.hasPrefix("image: ") })
    let stack = try Self.lines(Self.manifest(""), "swarm")
    #expect(stack.count { $0 == Self.byDefault } == stack.count { $0.hasPrefix("image: ") })
  }

  @Test func `the engine's own`() throws {
    #expect(try !Self.lines(Self.manifest("logging: engine")).contains { $0.hasPrefix("logging") })
    let lines = try Self.lines(Self.manifest("", web: ", logging: engine"))
    // The gateway, its setup and the cache.
    #expect(lines.count { $0 == Self.byDefault } == 3)
  }

  /// What one target says is laid over what the manifest says.
  @Test(arguments: [
    ("", "{ driver: gelf, options: { gelf-address: \"udp://192.0.2.1:12201\" } }", "driver: gelf"),
    ("logging: { driver: journald }", "{ driver: local }", "driver: local"),
    ("logging: { options: { max-file: \"9\" } }", "{ options: { max-size: 1m } }", "max-file: '9'"),
    ("logging: engine", "{ options: { max-size: 1m } }", "max-size: 1m"),
  ])
  func `of one target`(top: String, over: String, expected: String) throws {
    let text = Self.manifest(top).replacing(
      "  kubernetes: {", with: "  swarm: { logging: \(over) }\n  kubernetes: {")
    let stack = try Self.lines(text, "swarm").joined(separator: " ")
    #expect(stack.contains(expected))
    #expect(try Self.lines(text) == Self.lines(Self.manifest(top)))
  }

  @Test func `of one target as of all, and the engine's`() throws {
    let own = "logging: { driver: journald }"
    for (over, isThere) in [("null", true), ("engine", false)] {
      let text = Self.manifest(own).replacing(
        "  kubernetes: {", with: "  swarm: { logging: \(over) }\n  kubernetes: {")
      let stack = try Self.lines(text, "swarm").joined(separator: "\n")
      #expect(stack.contains(Self.byDefault) == isThere && !stack.contains("journald"))
    }
  }

  @Test func `of all, and of one`() throws {
    let top = "logging: { driver: gelf, options: { gelf-address: \"udp://${LOGS}:12201\" } }"
    let lines = try Self.lines(Self.manifest(top, web: ", logging: { options: { max-size: 1m } }"))
    #expect(lines.count { $0 == "driver: gelf" } == 3)
    #expect(lines.contains("gelf-address: udp://${LOGS:?set LOGS in docker/.env}:12201"))
    // Of both colours, and of both of their releases.
    #expect(lines.count { $0 == "max-size: 1m" } == 2)
    #expect(lines.count { $0 == "max-file: '3'" } == 2)
  }

  @Test func `a patch takes the default's place`() throws {
    let patch = "web: { logging: { driver: journald } }, nginx: { logging: null }"
    let lines = try Self.lines(Self.manifest("", patch: patch))
    #expect(lines.count { $0 == "driver: journald" } == 1)
    // The cache: the setup has what the gateway has.
    #expect(lines.count { $0 == Self.byDefault } == 1)
  }
}
