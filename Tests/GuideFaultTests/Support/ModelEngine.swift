import Foundation
import TestSupport
import Testing

/// A docker that `Tests/StandIns/engine` plays, the services behind it, and a folder with a project
/// to deploy there.
final class ModelEngine {
  static let isThere =
    ScratchNginx.isThere && SecondReaders.areThere
    && ["bash", "flock", "sha256sum", "setsid"].allSatisfy { Tool.isThere($0) }
  static let reason: Comment = "needs nginx, python3 with PyYAML, curl, openssl, flock and setsid"

  /// What was done, and which containers ran then.
  struct Event: Decodable, Sendable {
    let event: String
    let running: [String]
    let names: [String]?
    let words: [String]?
    let underWay: [String: Int]?
  }

  /// One run of a script.
  struct Run: Sendable {
    let status: Int32
    let output: String
    let events: [Event]
    /// Requests that came to services, as `SERVICE PATH`.
    let requests: [String]
    /// The containers that run afterwards.
    let running: [String]

    func events(_ name: String) -> [Event] { events.filter { $0.event == name } }

    /// The names of all that had this done to it.
    func names(_ event: String) -> [String] { events(event).flatMap { $0.names ?? [] } }
  }

  struct Options: Encodable {
    var broken: [String] = []
    var ignoreReload = false
    var gateway = false
    var slowBuild = 0.0
  }

  let folder: URL
  let services: Services
  private let engine: StandIn
  var options = Options()

  init(in folder: URL) throws {
    self.folder = folder
    services = try Services(
      ["django-blue", "django-green", "fastapi-blue", "fastapi-green"], in: folder)
    let bin = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let environment = ProcessInfo.processInfo.environment.merging(
      ["PATH": Self.path(after: bin)]
    ) { $1 }
    engine = try StandIn("engine/serve.py", [folder.path], environment: environment)
    try install("docker", "exec '\(Self.docker)' \"$@\"")
    let nginx = try #require(Tool("nginx")).path
    try install("nginx", "exec '\(nginx)' -p '\(folder.path)' -e '\(folder.path)/error.log' \"$@\"")
  }

  private static let docker = StandIn.folder.appending(path: "engine/bin/docker").path

  private static func path(after folder: URL) -> String {
    folder.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
  }

  /// A program before all others in `PATH`.
  func install(_ name: String, _ body: String) throws {
    try installProgram(name, "#!/bin/sh\n\(body)\n", in: folder.appending(path: "bin"))
  }

  func stop() {
    let pid = try? String(contentsOf: folder.appending(path: "nginx.pid"), encoding: .utf8)
    if let number = pid.flatMap({ Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) {
      kill(number, SIGTERM)
    }
    services.stop()
    engine.stop()
  }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    let bin = folder.appending(path: "bin")
    environment["PATH"] = Self.path(after: bin)
    let port = String(decoding: engine.firstLine, as: UTF8.self)
    environment["ENGINE_PORT"] = port.trimmingCharacters(in: .whitespacesAndNewlines)
    environment["ZDC_MODEL"] = folder.path
    environment["ZDC_STATE"] = folder.appending(path: "state").path
    environment["DJANGO_DB_ROOT_PASS"] = "s3cret"
    for name in ["TAG", "DOCKER_HOST"] { environment[name] = nil }
    return environment
  }

  /// Runs bash and tells what was done meanwhile.
  func run(_ words: [String], in folder: URL = URL(filePath: "/")) throws -> Run {
    try JSONEncoder().encode(options).write(to: self.folder.appending(path: "options.json"))
    let before = try (events.count, services.requests.count)
    let outcome = try #require(Tool("bash")).run(words, in: folder, environment: environment)
    #expect(!outcome.errors.contains("the model knows no"), "\(outcome.errors)")
    let running = try Tool(at: Self.docker).run(
      ["ps", "--format", "{{.Names}}"], environment: environment)
    return Run(
      status: outcome.status, output: outcome.everything,
      events: Array(try events.dropFirst(before.0)),
      requests: try services.requests.dropFirst(before.1).filter { $0.event == "begin" }
        .map { "\($0.app) \($0.path)" },
      running: running.text.split(separator: "\n").map(String.init).sorted())
  }

  var events: [Event] {
    get throws {
      let file = folder.appending(path: "journal")
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
      return try text.split(separator: "\n").map {
        try JSONDecoder().decode(Event.self, from: Data($0.utf8))
      }
    }
  }
}
