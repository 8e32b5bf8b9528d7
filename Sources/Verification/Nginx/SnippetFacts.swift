import Diagnostics
import Planning

/// Snippets of the manifest as the facts that they become in a conf.
enum SnippetFacts {
  /// Each snippet gives way to the facts that its text states; all of them come from its line.
  static func expanded(_ facts: [DeploymentFact]) -> [DeploymentFact] {
    guard facts.contains(where: { $0.property.kind == .snippet }) else { return facts }
    return facts.flatMap { fact in
      guard fact.property.kind == .snippet else { return [fact] }
      let file = SourceFile(path: "snippet", bytes: Array((fact.value + "\n").utf8))
      // A snippet that can't be read is a fault of its rule; here it is a fact that nothing states.
      var log = DiagnosticLog()
      guard let conf = NginxConf.read(file, into: &log) else { return [fact] }
      return NginxFactReader.facts(of: conf, in: fact.subject).map {
        DeploymentFact($0.subject, $0.property, $0.value, from: fact.origin)
      }
    }
  }
}
