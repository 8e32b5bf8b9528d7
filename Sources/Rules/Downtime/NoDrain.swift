internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A drain of no time.
  static let noDrain = ManifestRule(
    Rule(
      DiagnosticCode(228), .warning, .free,
      "requests under way have time to finish",
      page: RulePage(
        breaks: """
          Of requests that took 5 seconds, 20 of 34 were lost at a switch without a drain.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          strategy: { drain: 1️⃣100ms }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          strategy: { drain: 5s }
          """,
        source: "measured: blue-green without a drain")),
    .manifest { context, findings in
      let drains =
        [context.manifest.strategy.drain] + context.manifest.services.map(\.strategy.drain)
      for case let drain? in drains where drain.value < Duration(seconds: 1) {
        findings.report(
          at: drain.range, "a drain of \(drain.value) cuts most requests that are under way",
          help: "write the time of your longest request")
      }
    })
}
