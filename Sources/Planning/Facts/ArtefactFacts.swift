package import ManifestModel

/// The facts that one artefact must state, in the order in which it states them.
package struct ArtefactFacts: Sendable {
  /// Relative to the output folder.
  package let path: String
  /// `nil`: for more than one target.
  package let target: Target?
  package let facts: [DeploymentFact]

  package init(path: String, target: Target?, facts: [DeploymentFact]) {
    self.path = path
    self.target = target
    self.facts = facts
  }
}
