internal import Diagnostics

extension ManifestRule {
  /// A name that no service has.
  static let unknownService = ManifestRule(
    Rule(
      DiagnosticCode(120), .error, .fixed, "a service that is named exists",
      page: RulePage(
        breaks: """
          nginx does not start when it can't resolve an upstream's name, and takes the static site \
          down with it; a process that gets the name in its environment fails at its first request.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { API: "1️⃣${djanga.url}" }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { SELF: "${web.url}" }
          """,
        source: "nginx: 'host not found in upstream' (https-portal#51); Compose: unknown service")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .service(let name) = route.destination, context.service(name.value) == nil
        else { continue }
        findings.reportUnknown(name.value, at: name.range, in: context)
      }
      for service in context.manifest.services + context.manifest.backing {
        for name in service.dependsOn where context.service(name.value) == nil {
          findings.reportUnknown(name.value, at: name.range, in: context)
        }
        for use in ReferenceUse.all(in: service)
        where context.service(use.parts[0]) == nil && !use.isOfGateway(context) {
          let place = findings.place(of: use.written, in: use.range)
          findings.reportUnknown(use.parts[0], at: place, in: context)
        }
      }
    })
}

extension RuleFindings {
  fileprivate mutating func reportUnknown(
    _ name: String, at place: SourceRange, in context: RuleContext
  ) {
    report(
      at: place, "no service named '\(name)'",
      help: NearName.closest(to: name, among: context.serviceNames).map { "did you mean '\($0)'?" }
        ?? (name == name.uppercased() && name != name.lowercased()
          ? "a deploy-time variable has no dot: ${\(name)}" : nil))
  }
}
