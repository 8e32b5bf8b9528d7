internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A deploy-time variable with a name that a program of the deployment reads for itself.
  static let variableOfTool = ManifestRule(
    Rule(
      DiagnosticCode(280), .error, .fixed,
      "a deploy-time variable has no name that the shell or a tool reads for itself",
      page: RulePage(
        breaks: """
          bash sets the value itself (UID), refuses to change it, or works in another way (PATH, \
          IFS); docker, Compose and kubectl take it for an instruction to themselves (DOCKER_HOST).
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { OWNER: 1️⃣"${UID}", PEER: 2️⃣"${DOCKER_HOST:-none}" }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { OWNER: "${APP_UID}", PEER: "${PEER_HOST:-none}", NAME: "${HOSTNAME}" }
          """,
        source: "bash(1): Shell Variables; Docker and Compose: environment variables")),
    .manifest { context, findings in
      var seen: Set<String> = []
      for use in VariableUse.all(in: context.manifest) {
        guard let owner = VariableNames.owner(of: use.name), seen.insert(use.name).inserted
        else { continue }
        findings.report(
          at: use.range, "the variable '\(use.name)' belongs to \(owner)",
          help: "choose another name, such as APP_\(use.name)")
      }
    })
}
