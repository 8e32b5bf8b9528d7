/// The manifest language, version 1, as data. `decode`, `schema`, completion and the reference page
/// are made from it; a key that is not here does not exist.
package enum Language {
  /// The only value of the key `zdc` so far.
  package static let version = 1

  static let port = Shape.integer(1...65535)
  static let count = Shape.integer(1...1000)
  static let duration = Shape.text(TextForm(.duration))
  static let positiveDuration = Shape.text(TextForm(.positiveDuration))
  static let size = Shape.text(TextForm(.byteSize))
  static let label = Shape.text(TextForm(.dnsLabel))
  static let serviceName = Shape.text(TextForm(.serviceName))
  static let plain = Shape.text(TextForm(.any))
  static let hostPath = Shape.text(TextForm(.hostPath))
  static let containerPath = Shape.text(TextForm(.containerPath))
  static let value = Shape.text(
    TextForm(.any, holds: .variablesAndReferences, mayBeEmpty: true))
  static let variableText = Shape.text(TextForm(.any, holds: .variables, mayBeEmpty: true))
  static let foreign = Shape.text(TextForm(.any, holds: .foreignText))

  static func names(
    _ form: TextForm.Pattern, holds: TextForm.Holds = .nothing, _ values: Shape
  ) -> Shape {
    .map(keys: TextForm(form, holds: holds), values: values)
  }

  static func choice<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> Shape {
    .choice(Choice.allCases.map(\.rawValue))
  }

  /// The top level of a manifest.
  package static let manifest = ObjectShape(
    "a manifest", allowsExtensions: true,
    keys: [KeyShape("zdc", .integer(1...version), required: true, "The language version, 1.")]
      + projectKeys + [
        KeyShape(
          "environments", names(.dnsLabel, .object(environment)), overlay: true,
          "Overlays that `--environment` merges into the manifest.")
      ])

  /// What an environment may change: all but the language version and other environments.
  package static let environment = ObjectShape(
    "an environment", allowsExtensions: true, keys: projectKeys)

  private static let projectKeys = [
    KeyShape(
      "project", label, required: true, "Compose project, Swarm stack, Kubernetes namespace."),
    KeyShape(
      "prefix", label, default: "`project`",
      "Image names are `[registry/]PREFIX-SERVICE`; container names begin with it too."),
    KeyShape(
      "version", .text(TextForm(.imageName, holds: .variables)), default: "`${TAG:-dev}`",
      "The tag of every image that zdc names itself. The variable in it is what `deploy --tag` sets, in "
        + "`image` too."),
    KeyShape(
      "registry", .text(TextForm(.registry, holds: .variables)),
      "Where images are pushed to: `registry.example.com/team`."),
    KeyShape(
      "network", label, default: "`project`",
      "The network of all containers whose service has no `networks`; there, it is called `default`."
    ),
    KeyShape(
      "networks", names(.dnsLabel, .object(network)),
      "Further networks, by the names that services call them."),
    KeyShape(
      "logging", logging, default: "`json-file`, at most 3 files of 10m a container",
      "Where the lines of all containers go; `engine` is what the engine's daemon.json says."),
    KeyShape(
      "comments", choice(CommentLanguage.self), default: "`en`",
      "The language of the comments in artefacts and of the runbook."),
    KeyShape("gateway", .object(gateway), "The nginx in front; required if anything is routed."),
    KeyShape(
      "services", names(.serviceName, .object(service)), required: true,
      "What is deployed without downtime: exists once per colour. On Kubernetes `-` stands for `_` in "
        + "its name; references have the name as it is written here."),
    KeyShape(
      "backing", names(.serviceName, .object(backing)),
      "Databases, caches: one copy, shared by both colours, never switched."),
    KeyShape("volumes", names(.volumeName, .object(volume)), "Named volumes."),
    KeyShape("secrets", names(.dnsLabel, .object(secret)), "Where secret values come from."),
    KeyShape("strategy", .object(strategy), "How versions change."),
    KeyShape(
      "targets", .either([.list(choice(Target.self)), .object(targets)]), default: "all three",
      "A list: what is made. A map: what differs on one target, and only that."),
    KeyShape("rules", names(.ruleCode, rule), "Severities of rules in this project."),
  ]

  static let rule = Shape.either([
    choice(RuleSetting.Level.self),
    .object(
      ObjectShape(
        "a rule's setting", shortKey: "severity",
        keys: [
          KeyShape("severity", choice(RuleSetting.Level.self), required: true, "Its severity."),
          KeyShape("reason", plain, "Why, shown in the artefacts' header."),
          KeyShape("until", .text(TextForm(.date)), "Until when, for the reader."),
        ])),
  ])
}
