package import Diagnostics
internal import YAMLReading

/// The examples of a rule's page, run through zdc itself.
package enum RuleExample {
  /// A whole manifest of an example, which leaves out the first two lines.
  package static func manifest(_ example: String) -> String {
    "zdc: 1\nproject: shop\n" + example
  }

  /// What zdc says about a manifest that needs no plan.
  package static func findings(in manifest: String) -> [Diagnostic] {
    var log = DiagnosticLog()
    let file = SourceFile(path: "manifest.yml", bytes: Array(manifest.utf8))
    guard let root = YAMLDocument.read(file, into: &log),
      let decoded = ManifestDecoder.decode(root: root, into: &log)
    else { return log.sorted }
    ManifestChecks.run(decoded, into: &log)
    let settings = RuleSettings(decoded.base.rules, among: RuleCatalogue.rules, into: &log)
    return settings.applied(to: log).sorted
  }
}
