/// Names that mean something to what a deployment runs, so that no variable of it can have them.
package enum VariableNames {
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
  package static func owner(of name: String) -> String? {
    if bash.contains(name) || name.hasPrefix("BASH_") { return "bash" }
    if name.hasPrefix("COMPOSE_") { return "Compose" }
    if docker.contains(name) { return "docker" }
    if name == "KUBECONFIG" || name == "KUBERC" { return "kubectl" }
    if system.contains(name) { return "the system" }
    if name.hasPrefix("ZDC_") || name == "GATEWAY_TAG" { return "zdc's scripts" }
    return nil
  }
}
