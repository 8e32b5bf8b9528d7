internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A user's name, which a cluster can't resolve.
  static let userIsANumber = ManifestRule(
    Rule(
      DiagnosticCode(303), .error, .free,
      "under Kubernetes a user is a number",
      page: RulePage(
        breaks: """
          Which number a name stands for is written in the image, and the cluster starts the process \
          without having read it: it would run as the image's own user, often root, and find files \
          that it may not write.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 8080
              health: /up
              user: 1️⃣node
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 8080, health: /up, user: node }
          targets:
            kubernetes: { services: { web: { user: "1000:1000" } } }
          """,
        source: "Kubernetes: securityContext.runAsUser is an integer")), of: .kubernetes,
    .services { checked, context, findings in
      guard context.targets.contains(.kubernetes), let user = checked.service.user,
        !user.value.split(separator: ":").allSatisfy({ Int($0) != nil })
      else { return }
      let path = "\(checked.section): { \(checked.name): { user: \"1000:1000\" } }"
      findings.report(
        at: user.range, "Kubernetes can't tell which number \(user.value.quoted) is in the image",
        help: "write the ids that `id` prints in the image, for all targets or in "
          + "targets: { kubernetes: { \(path) } }")
    })
}
