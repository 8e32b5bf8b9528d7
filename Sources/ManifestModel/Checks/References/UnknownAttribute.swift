internal import Diagnostics

extension ManifestRule {
  /// `${service.something}` that services do not have.
  static let unknownAttribute = ManifestRule(
    Rule(
      DiagnosticCode(121), .error, .fixed, "a reference asks for what a service has",
      page: RulePage(
        breaks: "The process would get a text that is no address.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              ports: { metrics: 9100 }
              health: /up
              env: { SELF: "1️⃣${web.adress}", METRICS: "2️⃣${web.ports.metric}" }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              ports: { metrics: 9100 }
              health: /up
              env: { SELF: "${web.url}", METRICS: "${web.host}:${web.ports.metrics}" }
          """,
        source: "the manifest language: References")),
    .services { checked, context, findings in
      for use in checked.references {
        if use.isOfGateway(context) {
          check(use, among: ["url", "host", "port"], "the gateway", &findings)
        } else if let service = context.service(use.parts[0]) {
          let kind = context.isBacking(use.parts[0]) ? "a backing service" : "a service"
          guard use.parts[1] == "ports", use.parts.count == 3 else {
            check(use, among: ["url", "host", "port"], kind, &findings)
            continue
          }
          let names = service.ports.map(\.name.value)
          guard !names.contains(use.parts[2]) else { continue }
          findings.report(
            at: findings.place(of: use.written, in: use.range),
            "'\(use.parts[0])' has no port named '\(use.parts[2])'",
            help: NearName.closest(to: use.parts[2], among: names).map { "did you mean '\($0)'?" }
              ?? "add it: ports: { \(use.parts[2]): … }",
            fix: NearName.only(to: use.parts[2], among: names).flatMap {
              findings.fix(of: use, naming: [use.parts[0], "ports", $0])
            })
        }
      }
    })

  private static func check(
    _ use: ReferenceUse, among names: [String], _ owner: String, _ findings: inout RuleFindings
  ) {
    guard use.parts.count != 2 || !names.contains(use.parts[1]) else { return }
    let attribute = use.parts.dropFirst().joined(separator: ".")
    let isService = owner != "the gateway"
    findings.report(
      at: findings.place(of: use.written, in: use.range),
      "\(owner) has no attribute '\(attribute)'",
      help: NearName.closest(to: attribute, among: names).map { "did you mean '\($0)'?" }
        ?? "it has \(Shape.alternatives(names + (isService ? ["ports.NAME"] : [])))",
      fix: NearName.only(to: attribute, among: names).flatMap {
        findings.fix(of: use, naming: [use.parts[0], $0])
      })
  }
}
