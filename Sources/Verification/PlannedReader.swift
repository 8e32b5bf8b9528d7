package import Diagnostics
import ManifestModel
package import Planning

/// What the plan expects of an artefact and what it states, made comparable: snippets and patches are
/// the manifest's own text in the artefact's syntax.
package struct PlannedReader: Sendable {
  private let plan: DeploymentPlan

  package init(_ plan: DeploymentPlan) { self.plan = plan }

  /// `nil` where the artefact can't be read.
  package func facts(
    _ wanted: ArtefactFacts, _ artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> (expected: [DeploymentFact], observed: [DeploymentFact])? {
    let file = artefact.file
    if wanted.path.hasSuffix(".conf") {
      guard let observed = NginxFactReader.facts(of: file, into: &log) else { return nil }
      return (SnippetFacts.expanded(wanted.facts), observed)
    }
    if wanted.path.hasSuffix(".sh") {
      return (wanted.facts, ScriptFactReader.facts(of: file, path: wanted.path))
    }
    if wanted.path.hasSuffix(".env.example") {
      return (wanted.facts, EnvironmentFactReader.facts(of: file))
    }
    return wanted.target == .kubernetes
      ? kubernetesFacts(wanted, artefact, into: &log) : dockerFacts(wanted, artefact, into: &log)
  }

  private func kubernetesFacts(
    _ wanted: ArtefactFacts, _ artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> (expected: [DeploymentFact], observed: [DeploymentFact])? {
    guard let documents = ArtefactReader.documents(of: artefact, into: &log) else { return nil }
    let file = artefact.file
    if wanted.path == OverlayFactReader.path {
      return documents.first.flatMap { OverlayFactReader.facts(of: $0, in: file, into: &log) }
        .map { withoutMoved(wanted.facts, $0) }
    }
    let expected = SnippetFacts.expanded(wanted.facts)
    let patches = plan.plan(for: .kubernetes).map {
      KubernetesPatches($0, path: wanted.path, in: documents)
    }
    guard let patches, !patches.isEmpty else {
      return KubernetesFactReader.facts(of: documents, in: file, into: &log).map {
        (expected, $0)
      }
    }
    return KubernetesFactReader.facts(
      of: patches.removed(from: documents), in: file, into: &log
    ).map { observed in
      (
        expected.filter { !patches.reach($0) } + patches.expected,
        observed + patches.observed(in: documents)
      )
    }
  }

  /// Without the objects in which patches move what the deployment sets.
  private func withoutMoved(
    _ expected: [DeploymentFact], _ observed: [DeploymentFact]
  ) -> (expected: [DeploymentFact], observed: [DeploymentFact]) {
    guard let plan = plan.plan(for: .kubernetes), !plan.patches.isEmpty else {
      return (expected, observed)
    }
    let moved = expected.filter { fact in
      guard fact.property.key.hasSuffix("].path") else { return false }
      let path = KubernetesLayout.path(ofWorkload: fact.subject.name)
      return KubernetesPatches(plan, path: path).move(fact.value, in: fact.subject.name)
    }
    let objects = Set(moved.map(\.subject))
    return (
      expected.filter { !objects.contains($0.subject) },
      observed.filter { !objects.contains($0.subject) }
    )
  }

  private func dockerFacts(
    _ wanted: ArtefactFacts, _ artefact: VerifiedArtefact, into log: inout DiagnosticLog
  ) -> (expected: [DeploymentFact], observed: [DeploymentFact])? {
    guard let root = ArtefactReader.documents(of: artefact, into: &log)?.first else { return nil }
    let isStack = wanted.target == .swarm
    let expected = HealthFacts.expanded(wanted.facts)
    let patches = wanted.target.flatMap { plan.plan(for: $0) }.map {
      PatchedParts($0, path: wanted.path, in: root)
    }
    guard let patches, !patches.parts.isEmpty else {
      return (expected, DockerFactReader.facts(of: root, isStack: isStack))
    }
    return (
      expected.filter { !patches.reach($0) } + patches.expected,
      DockerFactReader.facts(of: patches.removed(from: root), isStack: isStack)
        + patches.observed(in: root)
    )
  }
}
