internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A restart policy that a cluster does not have.
  static let restartIsAlways = ManifestRule(
    Rule(
      DiagnosticCode(305), .error, .free,
      "under Kubernetes a container that has ended is started again",
      page: RulePage(
        breaks: """
          The pods of a StatefulSet have 'restartPolicy: Always', and no other: what is meant to \
          end runs again and again.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              port: 6379
              health: { command: [redis-cli, -e, ping] }
              restart: 1️⃣"no"
          targets: [kubernetes]
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            cache:
              image: redis:7
              port: 6379
              health: { command: [redis-cli, -e, ping] }
          targets: [kubernetes]
          """,
        source: "Kubernetes: pod templates of a StatefulSet")), of: .kubernetes,
    .services { checked, context, findings in
      guard checked.isBacking, context.targets.contains(.kubernetes),
        let restart = checked.service.restart, !restart.value.bringsBack
      else { return }
      let path = "backing: { \(checked.name): { restart: null } }"
      findings.report(
        at: restart.range,
        "Kubernetes has no '\(restart.value)': it starts '\(checked.name)' again whenever it ends",
        help: "remove it, or write targets: { kubernetes: { \(path) } }")
    })
}
