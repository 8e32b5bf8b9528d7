internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A name that no service has.
  static let unknownService = ManifestRule(
    Rule(
      DiagnosticCode(120), .error, .fixed, "a named service exists",
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
        findings.reportUnknown(name, in: context)
      }
      for service in context.manifest.services + context.manifest.backing {
        for name in service.dependsOn where context.service(name.value) == nil {
          findings.reportUnknown(name, in: context)
        }
        for use in ReferenceUse.all(in: service)
        where context.service(use.parts[0]) == nil && !use.isOfGateway(context) {
          findings.reportUnknown(use, in: context)
        }
      }
    })
}

extension RuleFindings {
  fileprivate mutating func reportUnknown(_ name: Located<String>, in context: RuleContext) {
    let near = near(name, among: context.serviceNames)
    report(
      at: name.range, "no service named '\(name.value)'", help: near.help, fix: near.fix)
  }

  fileprivate mutating func reportUnknown(_ use: ReferenceUse, in context: RuleContext) {
    let name = use.parts[0]
    var help: String?
    var mended: Fix?
    if ["services", "backing"].contains(name), use.parts.count > 2,
      context.service(use.parts[1]) != nil
    {
      let parts = Array(use.parts.dropFirst())
      help = "write ${\(parts.joined(separator: "."))}: a service goes by its name"
      mended = fix(of: use, naming: parts)
    } else if let near = near(name, among: context.serviceNames) {
      help = "did you mean '\(near.name)'?"
      if near.isOnly { mended = fix(of: use, naming: [near.name] + use.parts.dropFirst()) }
    } else if name == name.uppercased() {
      help = "a deploy-time variable has no dot: ${\(name)}"
    }
    report(
      at: place(of: use.written, in: use.range), "no service named '\(name)'", help: help,
      fix: mended)
  }
}

extension RuleFindings {
  /// The edit that makes a reference name something else, where it stands as it is read.
  mutating func fix(of use: ReferenceUse, naming parts: [String]) -> Fix? {
    exactPlace(of: use.written, in: use.range).map {
      Fix(replacing: $0, with: "${\(parts.joined(separator: "."))}")
    }
  }
}
