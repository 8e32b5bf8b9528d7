package import Diagnostics
package import ManifestModel

/// One time of one layer, as a term of an inequality.
package struct TimeTerm: Sendable {
  /// As the manifest or the artefact calls it: `drain`, `worker_shutdown_timeout`.
  package let name: String
  package let value: Duration
  /// What it is taken by, and what that is called: `interval 5s × retries 3`.
  package let factor: (name: String, count: Int)?
  /// The line that states it, or what it follows from.
  package let origin: Origin

  package init(
    _ name: String, _ value: Traced<Duration>, times factor: (name: String, count: Int)? = nil
  ) {
    self.name = name
    self.value = value.value
    self.factor = factor
    origin = value.origin
  }

  /// What zdc's artefacts say whatever the manifest says.
  init(
    fixed name: String, _ value: Duration, times factor: (name: String, count: Int)? = nil,
    at range: SourceRange
  ) {
    self.init(name, Traced(value, from: Origin(range, reason: "fixed by zdc")), times: factor)
  }

  /// Whether the manifest states it.
  package var isGiven: Bool { origin.reason == nil }

  package var amount: Duration { value * (factor?.count ?? 1) }

  /// The value as a derived one goes on.
  var traced: Traced<Duration> { Traced(amount, from: origin) }

  /// Its name without numbers: `interval × retries`.
  package var label: String { name + (factor.map { " × \($0.name)" } ?? "") }

  package var text: String {
    "\(name) \(value)" + (factor.map { " × \($0.name) \($0.count)" } ?? "")
  }
}
