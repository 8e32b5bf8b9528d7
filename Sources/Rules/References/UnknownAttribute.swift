internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// `${service.something}` that services do not have.
  static let unknownAttribute = ManifestRule(
    Rule(
      DiagnosticCode(121), .error, .fixed, "a reference names an attribute that the service has",
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
          let name = use.parts[2]
          guard context.portNames[use.parts[0]]?.contains(name) != true else { continue }
          findings.report(
            use, naming: { [use.parts[0], "ports", $0] }, like: name,
            among: service.ports.map(\.name.value),
            "'\(use.parts[0])' has no port named '\(name)'", "add it: ports: { \(name): … }")
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
      use, naming: { [use.parts[0], $0] }, like: attribute, among: names,
      "\(owner) has no attribute '\(attribute)'",
      "it has \(Shape.alternatives(names + (isService ? ["ports.NAME"] : [])))")
  }
}

extension RuleFindings {
  fileprivate mutating func report(
    _ use: ReferenceUse, naming parts: (String) -> [String], like name: String,
    among names: [String], _ message: String, _ help: String
  ) {
    let near = near(name, among: names)
    var mended: Fix?
    if let near, near.isOnly { mended = fix(of: use, naming: parts(near.name)) }
    report(
      at: place(of: use.written, in: use.range), message,
      help: near.map { "did you mean '\($0.name)'?" } ?? help, fix: mended)
  }
}
