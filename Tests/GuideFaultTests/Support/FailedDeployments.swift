import Foundation
import TestSupport
import Testing

/// Deployments of the generated project that have to fail, one after the other on one that serves.
struct FailedDeployments: Sendable {
  /// Green's fastapi is never healthy.
  let broken: ModelEngine.Run
  /// nginx can't read the new configuration.
  let unreadable: ModelEngine.Run
  /// nginx says that it reloads for another conf, and does not.
  let ignored: ModelEngine.Run
  /// What a client got after each.
  let answers: [String]

  static let made = Result { try withGeneratedProject(Self.init) }

  private init(_ project: GeneratedProject) throws {
    _ = try project.deployed()
    var answers: [String] = []
    func fail(_ change: (inout ModelEngine.Options) -> Void) throws -> ModelEngine.Run {
      let before = project.engine.options
      change(&project.engine.options)
      let run = try project.run("--tag", "v2")
      project.engine.options = before
      answers.append(try project.ask("/api/x"))
      return run
    }
    broken = try fail { $0.broken = ["fastapi-green"] }
    let conf = "nginx/nginx-blue-green.conf"
    try project.edit(conf) { $0 + "}\n" }
    unreadable = try fail { _ in }
    try project.edit(conf) { String($0.dropLast(2)) }
    try project.edit(conf) { $0 + "# another\n" }
    ignored = try fail { $0.ignoreReload = true }
    self.answers = answers
  }
}
