internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Task names with a mesh that needs addresses.
  static let namesWithIngress = ManifestRule(
    Rule(
      DiagnosticCode(304), .error, .fixed,
      "endpointMode: dnsrr needs publish: host",
      page: RulePage(
        breaks: """
          Swarm's ingress mesh sends to virtual addresses, which dnsrr services don't have: the \
          engine refuses the gateway.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          targets: { swarm: { endpointMode: 1️⃣dnsrr } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          targets: { swarm: { endpointMode: dnsrr, publish: host } }
          """,
        source: """
          Docker: EndpointSpec: port published with ingress mode can't be used with dnsrr mode
          """)), of: .swarm,
    .manifest { context, findings in
      guard context.targets.contains(.swarm), let options = context.options(.swarm),
        let mode = options.endpointMode, mode.value == .dnsrr, options.publish?.value != .host
      else { return }
      findings.reportMissing(
        at: mode.range, within: context.manifest.range,
        "dnsrr and a port that is published by ingress exclude each other",
        help: "add publish: host, or write endpointMode: vip",
        notes: options.publish.map { [Diagnostic.Note("ingress is given here", at: $0.range)] }
          ?? [])
    })
}
