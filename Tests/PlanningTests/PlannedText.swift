import Diagnostics
import ManifestModel
import Planning
import TestSupport

/// The plan of a manifest that a test writes, without the rules that need none.
enum PlannedText {
  /// `nil` where something is an error; the log says what. Files that it names are empty.
  static func plan(_ text: String) -> (plan: DeploymentPlan?, log: DiagnosticLog) {
    var (decoded, log) = Decoding.decode(text)
    let plan = decoded.flatMap { decoded in
      DeploymentPlanner.plan(
        PlanInput(
          manifests: decoded.perTarget, environment: nil, manifestPath: "../manifest.yml",
          readFile: { _ in [] }),
        into: &log)
    }
    return (log.hasErrors ? nil : plan, log)
  }
}
