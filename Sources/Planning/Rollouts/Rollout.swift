/// The steps of a deployment, in order, as data: the script runs it, the runbook tells it.
package struct Rollout: Sendable {
  package let steps: [Step]

  /// One step. Names are the script's function names behind `step_`.
  package struct Step: Sendable {
    package let name: String
    /// What must hold before it.
    package let needs: String
    /// What it does, as the runbook says it.
    package let does: String
    /// What a failure in it or after it takes back; `nil`: nothing.
    package let undoes: String?

    init(_ name: String, needs: String, does: String, undoes: String? = nil) {
      self.name = name
      self.needs = needs
      self.does = does
      self.undoes = undoes
    }
  }
}
