import Diagnostics
import ManifestModel
import Planning

extension CrossChecks {
  /// What an artefact was read to state.
  struct Stated {
    let path: String
    let target: Target?
    let facts: [DeploymentFact]

    /// The ports that the servers of its conf listen on.
    var listenedPorts: [Substring] {
      facts.filter { $0.property.kind == .listen }.map { fact in
        fact.value.parts(at: " ").first.map { $0.parts(at: ":").last ?? $0 } ?? ""
      }
    }

    /// Of each upstream of its conf, by its block's name, the ports that it leads to.
    var upstreamPorts: [String: [DeploymentFact]] {
      Dictionary(
        grouping: facts.filter { $0.property.kind == .port && $0.subject.kind == .block },
        by: \.subject.name)
    }
  }
}

extension DiagnosticLog {
  /// - Parameter other: the fact that does not fit to the one at `fact`.
  mutating func crossCheck(
    _ message: String, at fact: DeploymentFact?, _ other: DeploymentFact?, help: String
  ) {
    error(
      VerificationCodes.crossCheck, at: fact?.origin?.range, message, help: help,
      notes: other?.origin.map { [Diagnostic.Note("the other side is here", at: $0.range)] } ?? [])
  }
}
