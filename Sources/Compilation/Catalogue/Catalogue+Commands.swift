package import Diagnostics
import ManifestModel

extension Catalogue {
  /// What a command finds in files that are there, and no manifest shows.
  static let commandRules: [Rule] = [drift]

  private static let drift = Rule(
    driftCode, .error, .fixed, "the artefacts are what the manifest says",
    page: RulePage(
      breaks: """
        What was reviewed is not what is deployed: somebody edited an artefact, or changed the \
        manifest and did not build. The next build takes the edit away.
        """,
      instead: """
        Run `zdc build`, and commit what it writes. What an artefact should say otherwise belongs \
        into the manifest; `targets.TARGET.patches` says what no key can.
        """,
      source: "cozystack#2463, agentsmesh#99: stale outputs"))

  /// An artefact that is not what a build would write.
  package static let driftCode = DiagnosticCode(451)
}
