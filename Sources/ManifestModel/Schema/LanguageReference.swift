/// The page about every key of the language, in Markdown.
package enum LanguageReference {
  package static func markdown() -> String {
    var text = """
      # Every key of the manifest

      Made from the description that `zdc check` and `zdc schema` use. A key that is not here is an \
      error. Where a list or a scalar is given beside a map, it is short for the map.

      `${service.attribute}` is a reference: `url`, `host`, `port` and `ports.NAME` of a service, \
      `url` of the gateway. `${NAME}` is a variable of the deployment that must be set; \
      `${NAME:?message}` says in `docker/.env.example` what it is. `${NAME:-default}` may be unset or \
      empty, `${NAME-default}` may be unset and is empty where it is set so. `${NAME:+text}` is the \
      text where the variable has a value, else nothing; `${NAME+text}` where it is set at all; Swarm reads neither. `$$` \
      is a dollar; everything else reaches the process as it is written. [Examples](#examples) are at \
      the end: a patch, PHP-FPM, environments, networks, an existing volume, a GPU, a private \
      registry.

      """
    for object in Language.objects {
      text += object.name == Language.environment.name ? environment : section(of: object)
    }
    text += "\n## Forms of texts\n\n| form | rule | example |\n| --- | --- | --- |\n"
    for pattern in TextForm.Pattern.allCases where pattern != .any {
      let cells = [title(of: pattern), pattern.expectation, "`\(pattern.example)`"]
      text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
    }
    return text + outside + examples
  }

  private static func title(of pattern: TextForm.Pattern) -> String {
    switch pattern {
    case .any: "text"
    case .dnsLabel: "DNS label"
    case .serviceName: "service name"
    case .variableName: "variable name"
    case .environmentName: "name in the environment"
    case .volumeName: "volume name"
    case .labelName: "label name"
    case .headerName: "header name"
    case .headerValue: "header value"
    case .urlPath: "URL path"
    case .routePrefix: "path prefix"
    case .routeMatch: "route"
    case .redirectTarget: "redirect's target"
    case .rewriteTarget: "rewritten path"
    case .hostPath: "host path"
    case .containerPath: "container path"
    case .imageName: "image name"
    case .registry: "registry"
    case .serverName: "host name"
    case .duration, .positiveDuration: "time"
    case .byteSize: "size"
    case .cpu: "CPUs"
    case .signal: "signal"
    case .user: "user"
    case .portMapping: "port mapping"
    case .cron: "cron expression"
    case .capability: "capability"
    case .ruleCode: "rule code"
    case .date: "day"
    case .platform: "platform"
    case .scheme: "scheme"
    case .acceptPath: "key path"
    case .ulimit: "limit"
    case .securityOption: "security option"
    case .device: "device"
    case .address: "IP address"
    case .network: "IP addresses"
    case .rate: "rate"
    case .timeZone: "time zone"
    case .restart: "restart policy"
    case .word: "word"
    }
  }

  /// It has a manifest's keys, and none that is required or has a default of its own.
  private static var environment: String {
    """

    ## \(title(of: Language.environment))

    The keys of [a manifest](#a-manifest) but `zdc` and `environments`, each optional: maps are merged \
    into those of the manifest, everything else replaces what is there, and `null` removes it. Keys \
    that begin with `x-` are free.

    """
  }

  private static func section(of object: ObjectShape) -> String {
    var text = "\n## \(title(of: object))\n\n"
    if let short = object.shortKey {
      let list = object.listKey.map { ", a list for `{ \($0): […] }`" } ?? ""
      text += "A scalar is short for `{ \(short): … }`\(list). "
    }
    if !object.alternatives.isEmpty {
      let names = object.alternatives.map { "`\($0)`" }
      text += "Exactly one of \(Shape.alternatives(names)) is given. "
    }
    if object.allowsExtensions { text += "Keys that begin with `x-` are free." }
    if text.hasSuffix(" ") { text.removeLast() }
    if !text.hasSuffix("\n\n") { text += "\n\n" }
    text += "| key | value | default | meaning |\n| --- | --- | --- | --- |\n"
    for key in object.keys {
      let name = "`\(key.name)`" + (key.isRequired ? " (required)" : "")
      let cells = [name, value(of: key.shape), key.defaultText ?? "", key.meaning]
      text += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
    }
    return text
  }

  private static func title(of object: ObjectShape) -> String {
    object.name.prefix(1).uppercased() + object.name.dropFirst()
  }

  /// GitHub's anchors: lower case, blanks to '-', other signs dropped.
  private static func anchor(of object: ObjectShape) -> String {
    String(object.name.compactMap { $0 == " " ? "-" : $0 == "'" ? nil : $0 })
  }

  private static func escaped(_ cell: String) -> String {
    cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private static func value(of shape: Shape) -> String {
    switch shape {
    case .text(let form):
      title(of: form.pattern) + held(by: form) + (form.word.map { " or `\($0)`" } ?? "")
    case .integer(let range): Shape.integer(range).expectation
    case .boolean: "`true` or `false`"
    case .choice(let words): Shape.alternatives(words.map { "`\($0)`" })
    case .list(let item): "list: \(value(of: item))"
    case .map(let keys, let values): "map: \(title(of: keys.pattern)) → \(value(of: values))"
    case .object(let object): "[\(object.name)](#\(anchor(of: object)))"
    case .either(let shapes): shapes.map(value).joined(separator: "; or ")
    case .anything: "any YAML"
    }
  }

  private static func held(by form: TextForm) -> String {
    switch form.holds {
    case .nothing: ""
    case .variables: ", `${NAME}`"
    case .references: ", `${service.attribute}`"
    case .variablesAndReferences: ", `${service.attribute}`, `${NAME}`"
    case .foreignText: ": nginx's"
    }
  }
}
