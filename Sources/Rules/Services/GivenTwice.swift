internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A list that holds something twice.
  static let givenTwice = ManifestRule(
    Rule(
      DiagnosticCode(168), .error, .fixed,
      "a list has no item twice",
      page: RulePage(
        breaks: """
          One of the two was meant to be something else; Compose and Kubernetes refuse some of \
          these lists.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              dependsOn: [cache, 1️⃣cache]
          backing:
            cache: { image: "redis:7", health: { command: [redis-cli, -e, ping] } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              dependsOn: [cache]
          backing:
            cache: { image: "redis:7", health: { command: [redis-cli, -e, ping] } }
          """,
        source: "Compose specification: depends_on and cap_add items are unique")),
    .manifest { context, findings in
      for service in context.manifest.services + context.manifest.backing {
        findings.check(service.dependsOn)
        findings.check(service.networks)
        findings.check(service.capAdd)
        findings.check(service.securityOpt)
        findings.check(service.devices)
        findings.check(service.dns)
        findings.check(service.envFiles.map(\.path))
        findings.check(service.build?.secrets ?? [])
      }
      findings.check(context.manifest.gateway?.serverNames ?? [])
      findings.check(context.manifest.gateway?.networks ?? [])
      for options in context.manifest.targets { findings.check(options.accept) }
      findings.check(context.manifest.strategy.blueGreen.confirmPaths)
    })
}

extension RuleFindings {
  fileprivate mutating func check(_ items: [Located<String>]) {
    guard items.count > 1 else { return }
    var seen: [String: SourceRange] = [:]
    for item in items {
      guard let first = seen[item.value] else {
        seen[item.value] = item.range
        continue
      }
      report(
        at: item.range, "'\(item.value)' is listed twice", help: "remove it",
        notes: [Diagnostic.Note("first here", at: first)])
    }
  }
}
