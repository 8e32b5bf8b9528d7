internal import Diagnostics
internal import ManifestModel

/// One deploy-time variable and the text that it stands in.
struct VariableUse: Sendable {
  let name: String
  /// Of the whole text.
  let range: SourceRange

  static func all(in manifest: Manifest) -> [VariableUse] {
    var texts = [manifest.version, manifest.registry, manifest.gateway?.image].compactMap { $0 }
    texts += manifest.volumes.compactMap(\.adoptedName)
    texts += manifest.logging?.options.map(\.value) ?? []
    for service in manifest.services + manifest.backing { texts += Self.texts(of: service) }
    var uses = texts.flatMap { all(in: $0) }
    for secret in manifest.secrets {
      guard case .variable(let variable) = secret.source else { continue }
      uses.append(VariableUse(name: variable.value, range: variable.range))
    }
    return uses
  }

  static func all(in text: Located<Template>) -> [VariableUse] {
    text.value.segments.compactMap { segment in
      guard case .variable(let name, _) = segment else { return nil }
      return VariableUse(name: name, range: text.range)
    }
  }

  private static func texts(of service: Service) -> [Located<Template>] {
    let commands = [service.entrypoint, service.command].compactMap { $0 } + service.release
    return [service.image].compactMap { $0 } + commands.flatMap(\.words)
      + (service.env + (service.build?.args ?? [])).map(\.value)
      + [service.health, service.live].flatMap { $0?.words ?? [] }
      + service.mounts.map { Located($0.template, at: $0.source.range) }
      + service.publish.flatMap { mapping in
        [mapping.value.hostAddress, mapping.value.hostPort].compactMap { part in
          part.map { Located($0, at: mapping.range) }
        }
      }
      + service.extraHosts.map(\.address) + service.labels.map(\.value)
      + (service.logging?.options.map(\.value) ?? [])
  }
}
