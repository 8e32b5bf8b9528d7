import Foundation
import TestSupport
import Testing

/// A docker that `Tests/StandIns/docker_engine.py` plays, the services behind it, and a folder with
/// a project to deploy there.
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
  var options = Options()

  init(in folder: URL) throws {
    self.folder = folder
    services = try Services(
      ["django-blue", "django-green", "fastapi-blue", "fastapi-green"], in: folder)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "bin"), withIntermediateDirectories: true)
    let model = Repository.root.appending(path: "Tests/StandIns/docker_engine.py").path
    let python = try #require(Tool("python3")).path
    // Without `site` Python starts in half the time; only PyYAML needs it.
    try install(
      "docker",
      "case $1 in compose) site= ;; *) site=-S ;; esac\nexec '\(python)' $site '\(model)' \"$@\"")
    let nginx = try #require(Tool("nginx")).path
    try install("nginx", "exec '\(nginx)' -p '\(folder.path)' -e '\(folder.path)/error.log' \"$@\"")
  }

  /// A program before all others in `PATH`.
  func install(_ name: String, _ body: String) throws {
    let file = folder.appending(path: "bin/\(name)")
    try Data("#!/bin/sh\n\(body)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  func stop() {
    let pid = try? String(contentsOf: folder.appending(path: "nginx.pid"), encoding: .utf8)
    if let number = pid.flatMap({ Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) {
      kill(number, SIGTERM)
    }
    services.stop()
  }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = folder.appending(path: "bin").path + ":" + (environment["PATH"] ?? "")
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
    #expect(!outcome.errors.contains("the model has no"), "\(outcome.errors)")
    let running = try Tool(at: self.folder.appending(path: "bin/docker").path).run(
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
