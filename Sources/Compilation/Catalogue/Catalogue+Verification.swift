import Diagnostics
import ManifestModel
import Verification

extension Catalogue {
  /// What `zdc verify` finds in artefacts, and no manifest shows.
  static let verificationRules: [Rule] = [
    rule(
      VerificationCodes.unreadable, "artefacts can be read",
      "No engine could read it either.", "nginx: ngx_conf_read_token"),
    rule(
      VerificationCodes.missingArtefact, "every artefact of the manifest exists",
      "A deployment would run with a part of what was reviewed.", "kustomize#5811"),
    rule(
      VerificationCodes.strayArtefact, "no artefact exists that the manifest does not make",
      "Somebody may still deploy from it: what it says was true once.", "cozystack#2463"),
    rule(
      VerificationCodes.different, "artefacts state the manifest's values",
      "One engine would run what the manifest and the other artefacts do not say.",
      "agentsmesh#99: stale outputs"),
    rule(
      VerificationCodes.missing, "artefacts leave out nothing that the manifest says",
      "An engine's default would decide instead.", "kompose#1164: dropped keys"),
    rule(
      VerificationCodes.extra, "artefacts add nothing to what the manifest says",
      "It is in no review of the manifest, and the next build takes it away.",
      "cozystack#2463: stale outputs"),
    rule(
      VerificationCodes.repeated, "artefacts state each thing once",
      "Which of the two counts is another thing with each reader.", "compose-spec: merging"),
    rule(
      VerificationCodes.misplaced, "artefacts state things in the order that zdc writes",
      """
      Items of a list, what allows and denies, what sets and tests variables, and expressions that \
      are tried one after the other: the first that fits decides.
      """, "nginx: ngx_http_access_module, ngx_http_rewrite_module"),
    rule(
      VerificationCodes.handEdit, "artefacts hold the bytes that zdc writes",
      """
      No fact differs and no line that runs, but comments, blank lines or the way to write a value \
      do: the next build takes the edit away.
      """, "cozystack#2463: stale outputs"),
    rule(
      VerificationCodes.stale, "the artefacts were made from this manifest",
      "What was reviewed is not what is deployed.", "agentsmesh#99: stale outputs"),
    rule(
      VerificationCodes.crossCheck, "the artefacts fit together",
      """
      Each of them may be right by itself: a route without upstream, a port without listener, a \
      secret that nobody declares or a container that knows the other colour shows only in two.
      """, "zero-downtime deployments by hand: two files that were changed in one place"),
  ]

  private static func rule(
    _ code: DiagnosticCode, _ title: String, _ breaks: String, _ source: String
  ) -> Rule {
    Rule(
      code, .error, .fixed, title,
      page: RulePage(
        breaks: breaks,
        instead: """
          Run `zdc build`, and commit what it writes. What an artefact should say otherwise belongs \
          into the manifest; `targets.TARGET.patches` says what no key can.
          """,
        source: source))
  }
}
