import Backends
import Compilation
import Diagnostics
import OutputTrees
import TestSupport
import Testing

/// What a build ends with: everything is made, or something is told with its place. Artefacts that
/// contradict the plan are exit 70, a fault of zdc.
enum BuildEnd {
  /// The errors; `nil` where the artefacts contradict the plan, or nothing was made and nothing told.
  static func errors(_ manifest: String) -> [Diagnostic]? {
    var log = DiagnosticLog()
    let file = SourceFile(path: "m.yml", bytes: Array(manifest.utf8))
    let surroundings = Compiler.Surroundings(manifestPath: "../m.yml") { _ in Array("a: b\n".utf8) }
    guard let unit = ManifestUnit.read(file, environment: nil, into: &log),
      let made = Compiler.compile(unit, in: surroundings, into: &log)
    else {
      let errors = log.sorted.filter { $0.severity == .error }
      return errors.isEmpty ? nil : errors
    }
    let found = Compiler.contradictions(in: made.artefacts, of: made.plan, folder: "out")
    for one in found.sorted { print(one.message, one.range.map { "\($0)" } ?? "") }
    return found.isEmpty ? [] : nil
  }

  /// The artefacts' texts by their paths, of a manifest that builds.
  static func files(_ text: String) throws -> [String: String] {
    let (made, log) = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }
    #expect(!log.hasErrors, "\(log.sorted.map(\.message))")
    #expect(errors(text) == [])
    return Dictionary(
      uniqueKeysWithValues: try #require(made).artefacts.map {
        ($0.file.path, String(decoding: $0.file.bytes, as: UTF8.self))
      })
  }
}

/// Texts of a manifest that look like names, paths and questions of zdc's are the user's to write:
/// no check reads them.
@Suite(.slow) struct OrdinaryTextTests {
  private static func manifest(
    web: String = "", command: String = "[serve]", health: String = "/up", top: String = ""
  ) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web:
        image: shop/web:1
        command: \(command)
        port: 80
        health: \(health)
        release: [migrate]
        \(web)
      api: { image: "shop/api:1", command: [serve], port: 81, health: /up }
    \(top)
    """
  }

  static let words = [
    "web-blue", "web-green", "api-blue", "web-release-green", "http://web-blue:80/x", "setup",
    "web-blue,web-green", "/run/secrets/foo", "zdc.colour", "tasks.web", "--pause", "x --pause 900",
    "$colour", "{{.Node.ID}}", "http://127.0.0.1:9999/x",
  ]

  @Test(arguments: words) func inTheEnvironment(word: String) {
    #expect(BuildEnd.errors(Self.manifest(web: "env: { PEER: '\(word)' }")) == [])
  }

  @Test(arguments: words) func besideAReference(word: String) {
    let manifest = Self.manifest(web: "env: { PEER: '\(word) ${api.url}', URL: '${web.url}' }")
    #expect(BuildEnd.errors(manifest) == [])
  }

  @Test(arguments: words) func inCommands(word: String) {
    #expect(BuildEnd.errors(Self.manifest(command: "[serve, '\(word)', '${web.host}']")) == [])
    #expect(BuildEnd.errors(Self.manifest(web: "entrypoint: [run, '\(word)']")) == [])
    #expect(BuildEnd.errors(Self.manifest(health: "{ command: [ask, '\(word)'] }")) == [])
    #expect(BuildEnd.errors(Self.manifest(web: "labels: { a: '\(word)' }")) == [])
  }

  /// Asked as zdc would ask, of something else.
  @Test(arguments: [
    "[curl, -fsS, -o, /dev/null, --max-time, '2', 'http://127.0.0.1:9999/x']",
    "[curl, -fksS, -o, /dev/null, --max-time, '2', 'https://127.0.0.1:9999/x']",
    "[curl, -fsS, -o, /dev/null, --max-time, '2', -H, 'Host: a', 'http://127.0.0.1:9999/x']",
    "[wget, -q, -O, /dev/null, -T, '2', 'http://127.0.0.1:9999/x']",
    "[sh, -c, \"nc -z -w 2 127.0.0.1 9999 2>/dev/null || nc -w 2 127.0.0.1 9999 -e true 2>/dev/null"
      + " || bash -c ': </dev/tcp/127.0.0.1/9999' 2>/dev/null || python3 -c 'import socket; socket.create_connection((\\\"127.0.0.1\\\", 9999), 2)'\"]",
  ])
  func aHealthCommandLikeZdcsOwn(command: String) {
    #expect(BuildEnd.errors(Self.manifest(health: "{ command: \(command) }")) == [])
  }

  @Test func whatOnlyAJobHas() throws {
    let job = { (keys: String) in
      """
        tidy: { image: "shop/tidy:1", role: job, schedule: "0 3 * * *", command: [tidy], \(keys) }
      """
    }
    let accept = "{ accept: [services.*.schedule] }"
    let targets = "targets: { blueGreen: \(accept), swarm: \(accept) }"
    for (keys, top) in [
      ("", ""), ("secrets: { K: k }", "secrets: { k: { env: K } }"),
      ("secrets: { K_FILE: k }", "secrets: { k: { env: K } }"),
      ("volumes: { d: /d }", "volumes: { d: { node: manager } }"),
      ("files: { f: { path: /f, from: f } }", ""), ("env: { A: '${ZZ}' }", ""),
      ("envFile: e.env", ""), ("build: tidy", ""),
    ] {
      let alone = "zdc: 1\nproject: shop\nservices:\n\(job(keys))\n\(targets)\n\(top)\n"
      let end = try #require(BuildEnd.errors(alone), "\(keys)")
      // Neither Compose nor Swarm would have anything to run.
      #expect(end.map(\.code.number) == [174, 174], "\(keys): \(end.map(\.message))")
      let beside = Self.manifest(top: "\(job(keys))\n\(targets)\n\(top)")
      let other = try #require(BuildEnd.errors(beside), "\(keys)")
      #expect(other.isEmpty, "\(keys): \(other.map(\.message))")
    }
  }

  @Test func everyChoiceOfTargets() throws {
    for bits in 0..<8 {
      let enabled = ["blueGreen", "swarm", "kubernetes"].enumerated().map { index, name in
        "\(name): { enabled: \(bits & 1 << index != 0) }"
      }
      let top = "targets: { \(enabled.joined(separator: ", ")) }"
      let errors = try #require(BuildEnd.errors(Self.manifest(top: top)))
      #expect(errors.map(\.code.number) == (bits == 0 ? [169] : []), "\(enabled)")
    }
  }
}
