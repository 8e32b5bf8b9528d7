internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A name that zdc makes of another.
  static let nameIsDerived = ManifestRule(
    Rule(
      DiagnosticCode(132), .error, .fixed,
      "no service has a name that is made of another one, or is reserved",
      page: RulePage(
        breaks: """
          'web-blue' would be both a service of its own and one colour of 'web': requests for \
          the one reach the other.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            1️⃣web-blue: { image: "shop/blue:1", command: [serve], port: 81, health: /up }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            blue-web: { image: "shop/blue:1", command: [serve], port: 81, health: /up }
          """,
        source: """
          artefacts: a coloured service is NAME-blue and NAME-green, its release NAME-release
          """)),
    .manifest { context, findings in
      let manifest = context.manifest
      let gateway = [manifest.gateway?.name].compactMap { $0 }
      for name in manifest.services.map(\.name) + manifest.backing.map(\.name) + gateway {
        findings.checkDerived(name, in: context)
      }
    })
}

extension RuleFindings {
  fileprivate mutating func checkDerived(_ name: Located<String>, in context: RuleContext) {
    for suffix in ["-release-blue", "-release-green", "-release", "-blue", "-green"]
    where name.value.hasSuffix(suffix) {
      let stem = String(name.value.dropLast(suffix.count))
      guard
        context.manifest.services.contains(where: {
          Manifest.dashed($0.name.value) == Manifest.dashed(stem)
        })
      else { continue }
      report(
        at: name.range, "'\(name.value)' is a name that zdc makes of '\(stem)'",
        help: "give it another name")
      return
    }
    if let gateway = context.gatewayName, name.value == "\(gateway)-confirm" {
      report(
        at: name.range, "'\(name.value)' is what zdc calls the Job that confirms a version",
        help: "give it another name")
    }
    if name.value == "gateway", context.manifest.gateway?.name?.value != name.value {
      report(
        at: name.range, "'gateway' is what references call the gateway: ${gateway.url}",
        help: "give the service another name")
    }
  }
}
