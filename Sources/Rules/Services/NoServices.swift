internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A manifest that deploys nothing.
  static let noServices = ManifestRule(
    Rule(
      DiagnosticCode(129), .error, .fixed,
      "a manifest has at least one service",
      page: RulePage(
        breaks: "There is nothing to deploy.",
        wrong: """
          1️⃣services: {}
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "the manifest language: services")),
    .manifest { context, findings in
      guard context.manifest.services.isEmpty else { return }
      let place = findings.place(of: "services", in: context.manifest.range)
      findings.reportMissing(
        at: place, within: context.manifest.range, "services needs at least one service",
        help: "add services: { web: { image: NAME:TAG, port: 80 } }")
    })
}
