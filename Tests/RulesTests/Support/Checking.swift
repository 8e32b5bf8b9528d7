import Diagnostics
import ManifestModel
import Rules
import TestSupport

enum Checking {
  /// What decoding and the rules say, in the project's severities.
  static func check(_ text: String, environment: String? = nil) -> DiagnosticLog {
    var (decoded, log) = Decoding.decode(text, environment: environment)
    guard let decoded else { return log }
    ManifestChecks.run(decoded, into: &log)
    let settings = RuleSettings(decoded.base.rules, among: RuleCatalogue.rules, into: &log)
    return settings.applied(to: log)
  }
}
