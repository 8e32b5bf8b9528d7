internal import Diagnostics
internal import ManifestModel

/// One `${service.attribute}` and the text that it stands in.
struct ReferenceUse: Sendable {
  let parts: [String]
  /// Of the whole text.
  let range: SourceRange

  var written: String { "${\(parts.joined(separator: "."))}" }

  static func all(in service: Service) -> [ReferenceUse] {
    var uses: [ReferenceUse] = []
    let commands = [service.entrypoint, service.command].compactMap { $0 } + service.release
    for command in commands {
      for word in command.words { add(word, to: &uses) }
    }
    for variable in service.env { add(variable.value, to: &uses) }
    for health in [service.health, service.live] {
      for word in health?.words ?? [] { add(word, to: &uses) }
    }
    return uses
  }

  private static func add(_ text: Located<Template>, to uses: inout [ReferenceUse]) {
    for segment in text.value.segments {
      guard case .reference(let parts) = segment else { continue }
      uses.append(ReferenceUse(parts: parts, range: text.range))
    }
  }
}

extension ReferenceUse {
  /// The gateway, by its role's name; a service of that name is refused elsewhere.
  func isOfGateway(_ context: RuleContext) -> Bool {
    context.service(parts[0]) == nil
      && (parts[0] == "gateway" || parts[0] == context.gatewayName)
  }
}
