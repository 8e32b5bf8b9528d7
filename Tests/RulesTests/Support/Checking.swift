import Diagnostics
import ManifestModel
import Rules
import YAMLReading

enum Checking {
  static func decode(
    _ text: String, environment: String? = nil
  ) -> (manifest: DecodedManifest?, log: DiagnosticLog) {
    var log = DiagnosticLog()
    let file = SourceFile(path: "manifest.yml", bytes: Array(text.utf8))
    guard let root = YAMLDocument.read(file, into: &log) else { return (nil, log) }
    return (ManifestDecoder.decode(root: root, environment: environment, into: &log), log)
  }

  /// What decoding and the rules say, in the project's severities.
  static func check(_ text: String, environment: String? = nil) -> DiagnosticLog {
    var (decoded, log) = decode(text, environment: environment)
    guard let decoded else { return log }
    ManifestChecks.run(decoded, into: &log)
    let settings = RuleSettings(decoded.base.rules, among: RuleCatalogue.rules, into: &log)
    return settings.applied(to: log)
  }
}
