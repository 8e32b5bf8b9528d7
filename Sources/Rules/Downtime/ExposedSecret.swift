internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A secret's value by a deploy-time variable, where everybody can read it.
  static let exposedSecret = ManifestRule(
    Rule(
      DiagnosticCode(282), .warning, .free,
      "a secret's value does not go through env, a command or a build argument",
      page: RulePage(
        breaks: """
          The value is in the process list of the host, in `docker inspect`, in the image's \
          history, in a stack's record or in a ConfigMap, for everybody who may look there.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve, --token, 1️⃣"${API_TOKEN}"]
              port: 80
              health: /up
              env: { DB_PASSWORD: 2️⃣"${DB_PASSWORD}", CACHE: 3️⃣"redis://app:${CACHE_AUTH}@cache/0" }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve, --token-file, /run/secrets/api-token]
              port: 80
              health: /up
              secrets: { API_TOKEN_FILE: api-token, DB_PASSWORD: db-password, CACHE: cache-url }
          secrets:
            api-token: { env: API_TOKEN }
            db-password: { env: DB_PASSWORD }
            cache-url: { env: CACHE_URL }
          """,
        source: "OWASP: secrets management; Kubernetes: ConfigMaps provide no secrecy")),
    .services { checked, context, findings in
      let isOnKubernetes = context.targets.contains(.kubernetes)
      for variable in checked.service.env {
        ExposedSecret.check(
          variable, shownIn: isOnKubernetes ? "in inspect, and in a ConfigMap" : "in inspect",
          &findings)
      }
      for argument in checked.service.build?.args ?? [] {
        ExposedSecret.check(argument, shownIn: "in the image's history", &findings)
      }
      let service = checked.service
      let commands = [service.entrypoint, service.command].compactMap { $0 } + service.release
      let asked = [service.health, service.live].flatMap { $0?.words ?? [] }
      for word in commands.flatMap(\.words) + asked {
        guard let name = ExposedSecret.variable(in: word.value) else { continue }
        findings.report(
          at: word.range, "the command shows the value of '\(name)' in process lists",
          help: "declare a secret with env: \(name), write secrets: { \(name)_FILE: NAME }, and "
            + "let the process read that file")
      }
      for label in service.labels {
        guard let name = ExposedSecret.variable(in: label.value.value) else { continue }
        findings.report(
          at: label.value.range, "a label shows the value of '\(name)' to everybody",
          help: "declare a secret with env: \(name), and give it to the service by secrets")
      }
    })
}

private enum ExposedSecret {
  /// The first variable that looks like a secret, or is the password of a URL.
  static func variable(in text: Template) -> String? {
    let names = text.segments.compactMap { segment -> String? in
      if case .variable(let name, _) = segment { name } else { nil }
    }
    guard !names.isEmpty else { return nil }
    if let name = names.first(where: SecretName.isSecret) { return name }
    let written = text.segments.map { segment in
      switch segment {
      case .literal(let part): part
      case .variable(let name, _): "${\(name)}"
      case .reference: "host"
      }
    }.joined()
    guard let password = SecretName.password(in: written) else { return nil }
    return names.first { password.contains("${\($0)}") }
  }

  static func check(
    _ variable: EnvironmentVariable, shownIn places: String, _ findings: inout RuleFindings
  ) {
    let text = variable.value.value
    let name = variable.name.value
    var shown = Self.variable(in: text)
    if shown == nil, SecretName.isSecret(name) {
      // A reference is an address, not a value.
      shown = VariableUse.all(in: variable.value).first?.name
    }
    guard let shown else { return }
    let declared =
      text.segments.count == 1
      ? "declare a secret with env: \(shown), and write secrets: { \(name)_FILE: NAME } "
        + "or { \(name): NAME }"
      : "declare a secret that holds the whole text, and write secrets: { \(name): NAME }"
    findings.report(
      at: variable.value.range, "'\(name)' shows the value of '\(shown)' \(places)",
      help: isOptional(shown, in: text)
        ? declared + "; a secret always has a value, so what may have none goes by a file: "
          + "envFile: { path: optional.env, required: false }"
        : declared)
  }

  private static func isOptional(_ name: String, in text: Template) -> Bool {
    text.segments.contains { segment in
      if case .variable(name, let fallback) = segment { fallback.text != nil } else { false }
    }
  }
}
