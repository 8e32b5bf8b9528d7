internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A setting of the kernel that a node refuses.
  static let unsafeSysctl = ManifestRule(
    Rule(
      DiagnosticCode(307), .error, .free,
      "under Kubernetes a service sets what every node lets it set",
      page: RulePage(
        breaks: """
          A node whose kubelet does not allow the setting by name refuses the pod, and no pod of \
          the service ever runs.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              sysctls: { 1️⃣net.core.somaxconn: 1024 }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              sysctls: { net.ipv4.tcp_keepalive_time: 300 }
          """,
        source: "Kubernetes: using sysctls in a cluster, safe and unsafe sysctls")),
    of: .kubernetes,
    .services { checked, context, findings in
      guard context.targets.contains(.kubernetes) else { return }
      for sysctl in checked.service.sysctls where !sysctl.isSafe {
        let name = sysctl.name.value
        let path = "\(checked.section): { \(checked.name): { sysctls: { \(name): null } } }"
        findings.report(
          at: sysctl.name.range,
          "a node refuses a pod that sets '\(name)', unless its kubelet allows that",
          help: "allow it by --allowed-unsafe-sysctls and write rules: { ZDC307: off }, or write "
            + "targets: { kubernetes: { \(path) } }")
      }
    })
}
