package import Diagnostics
package import Planning
import YAMLReading

/// Reads one artefact with the reader of its kind.
package enum ArtefactReader {
  /// `nil` where the artefact can't be read; none for a text without facts, which is held against
  /// the fresh one line by line.
  package static func facts(
    of artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    let path = artefact.path
    let file = artefact.file
    if path.hasSuffix(".conf") { return NginxFactReader.facts(of: artefact.conf, into: &log) }
    if isDeployScript(path) { return ScriptFactReader.facts(of: file, path: path) }
    if TextLines.areRead(path) { return [] }
    if path.hasSuffix(".env.example") { return EnvironmentFactReader.facts(of: file) }
    guard let documents = documents(of: artefact, into: &log) else { return nil }
    if path == OverlayFactReader.path {
      return documents.first.flatMap { OverlayFactReader.facts(of: $0, in: file, into: &log) }
    }
    if artefact.maySplit {
      return KubernetesFactReader.facts(of: documents, in: file, into: &log)
    }
    return documents.first.map {
      DockerFactReader.facts(of: $0, isStack: path.hasSuffix("swarm.yml"))
    }
  }

  /// Begins with assignments: `deploy-swarm.sh`, and no file of a library.
  static func isDeployScript(_ path: String) -> Bool {
    path.hasSuffix(".sh")
      && path.parts(at: "/").last.map { $0.hasPrefix("deploy-") } ?? false
  }

  static func documents(
    of artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> [YAMLNode]? {
    let yaml = artefact.yaml
    guard yaml.log.hasErrors else { return yaml.documents }
    for fault in yaml.log.sorted {
      let notes = YAMLIndentation.firstBreak(in: artefact.file).map {
        [Diagnostic.Note("the indentation of what zdc writes breaks behind this line", at: $0)]
      }
      log.report(
        Diagnostic(
          fault.severity, fault.code, at: fault.range, fault.message, help: fault.help,
          notes: fault.notes + (notes ?? [])))
    }
    return nil
  }
}
