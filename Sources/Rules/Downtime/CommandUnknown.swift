internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A wrapper in front of an unknown command.
  static let commandUnknown = ManifestRule(
    Rule(
      DiagnosticCode(237), .error, .fixed,
      "the full command of a service that zdc wraps is known",
      page: RulePage(
        breaks: """
          Swarm has no pause before the stop signal, and no engine but Kubernetes gives a \
          secret's value to a variable: zdc's wrapper does both. It replaces the image's \
          command, so it must be told which one to start; otherwise the container starts \
          nothing.
          """,
        wrong: """
          services:
            1️⃣web: { image: "shop/web:1", port: 80, health: /up }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "Docker: an entrypoint that is set drops the image's own command")),
    .services { checked, context, findings in
      let service = checked.service
      guard service.command == nil, service.entrypoint == nil else { return }
      let value = service.secrets.first { !$0.variable.value.hasSuffix("_FILE") }
      let isDrained = checked.role == .web && context.targets.contains(.swarm)
      let isGivenValue = value != nil && context.targets.contains { $0 != .kubernetes }
      guard isDrained || isGivenValue else { return }
      let reason =
        isDrained
        ? "a drain under Swarm" : "the secret's value in '\(value?.variable.value ?? "")'"
      findings.reportMissing(
        at: service.name.range, within: service.range,
        under: ["command", "entrypoint", "image", "build"],
        "'\(checked.name)' needs its full command: zdc starts it for \(reason)",
        help: "add command, and entrypoint where the image has one")
    })
}
