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
        guard let owner = ToolVariables.owner(of: use.name), seen.insert(use.name).inserted
        else { continue }
        findings.report(
          at: use.range, "the variable '\(use.name)' belongs to \(owner)",
          help: "choose another name, such as APP_\(use.name)")
      }
    })
}

/// Names that mean something to what a deployment runs.
private enum ToolVariables {
  private static let bash: Set<String> = [
    "BASH", "BASHOPTS", "BASHPID", "CDPATH", "COMP_WORDS", "COPROC", "DIRSTACK", "ENV",
    "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "EXECIGNORE", "FUNCNAME", "GLOBIGNORE", "GLOBSORT",
    "GROUPS", "HISTCMD", "IFS", "LINENO", "MAPFILE", "OLDPWD", "OPTARG", "OPTERR", "OPTIND", "PATH",
    "PIPESTATUS", "POSIXLY_CORRECT", "PPID", "PS4", "PWD", "RANDOM", "READLINE_LINE", "REPLY",
    "SECONDS", "SHELLOPTS", "SHLVL", "SRANDOM", "TMOUT", "UID", "_",
  ]
  private static let docker: Set<String> = [
    "BUILDKIT_HOST", "BUILDX_BUILDER", "BUILDX_CONFIG", "DOCKER_API_VERSION", "DOCKER_AUTH_CONFIG",
    "DOCKER_BUILDKIT", "DOCKER_CERT_PATH", "DOCKER_CONFIG", "DOCKER_CONTENT_TRUST",
    "DOCKER_CONTEXT", "DOCKER_CUSTOM_HEADERS", "DOCKER_DEFAULT_PLATFORM", "DOCKER_HOST",
    "DOCKER_TLS", "DOCKER_TLS_VERIFY",
  ]
  private static let system: Set<String> = ["LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD"]

  /// Whose it is, for the message.
  static func owner(of name: String) -> String? {
    if bash.contains(name) || name.hasPrefix("BASH_") { return "bash" }
    if name.hasPrefix("COMPOSE_") { return "Compose" }
    if docker.contains(name) { return "docker" }
    if name == "KUBECONFIG" || name == "KUBERC" { return "kubectl" }
    if system.contains(name) { return "the system" }
    if name.hasPrefix("ZDC_") || name == "GATEWAY_TAG" { return "zdc's scripts" }
    return nil
  }
}
