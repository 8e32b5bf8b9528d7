import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// Puts addresses in place of references; `colour` is that of the service that refers.
  func text(
    _ template: Located<Template>, colour: Colour?, into log: inout DiagnosticLog
  ) -> DeployText {
    let origin = Origin(template.range)
    if let literal = template.value.literalText { return DeployText(literal, from: origin) }
    var pieces: [DeployText.Piece] = []
    var places: [SourceRange] = []
    for segment in template.value.segments {
      switch segment {
      case .literal(let text): pieces.append(.text(text))
      case .variable(let name, let fallback): pieces.append(.variable(name: name, fallback))
      case .reference(let parts):
        guard let value = resolve(parts, colour: colour) else {
          log.error(
            PlanningCodes.unresolvedReference, at: template.range,
            "'${\(parts.joined(separator: "."))}' refers to nothing that has it",
            help: "write ${SERVICE.url}, ${SERVICE.host}, ${SERVICE.port} or ${SERVICE.ports.NAME}")
          continue
        }
        pieces.append(.text(value.text))
        places += value.places
      }
    }
    return DeployText(pieces, from: origin.and(places))
  }

  /// What a reference stands for, and the places that say so; `nil` where the service, or what is
  /// asked of it, does not exist.
  private func resolve(
    _ parts: [String], colour: Colour?
  ) -> (text: String, places: [SourceRange])? {
    let name = serviceName(parts[0])
    if name == "gateway" || name == gatewayName, serviceIndex[name] == nil {
      return resolveGateway(Array(parts.dropFirst()))
    }
    let service: Service
    let address: String
    if let index = serviceIndex[name] {
      service = manifest.services[index]
      address = colour.map { "\(name)-\($0.rawValue)" } ?? name
    } else if let index = backingIndex[name] {
      service = manifest.backing[index]
      address = name
    } else {
      return nil
    }
    switch (parts[1], parts.count) {
    case ("host", 2): return (address, [service.name.range])
    case ("port", 2): return service.port.map { (String($0.value), [$0.range]) }
    case ("ports", 3):
      return service.ports.first { $0.name.value == parts[2] }
        .map { (String($0.port.value), [$0.port.range]) }
    case ("url", 2):
      guard let port = service.port, let scheme = scheme(of: service) else { return nil }
      let places = [port.range, service.name.range] + [service.scheme?.range].compactMap { $0 }
      return ("\(scheme)://\(address):\(port.value)", places)
    default: return nil
    }
  }

  var gatewayName: String? {
    manifest.gateway.map { $0.name?.value ?? "nginx" }
  }

  private func resolveGateway(
    _ parts: [String]
  ) -> (text: String, places: [SourceRange])? {
    guard let gateway = manifest.gateway, let name = gatewayName, parts.count == 1 else {
      return nil
    }
    // Inside the network, plain HTTP; a redirecting gateway answers only on HTTPS.
    let redirects = gateway.redirect?.value ?? (gateway.http != nil && gateway.https != nil)
    let isSecure = gateway.http == nil || redirects
    let listener = isSecure ? gateway.https : gateway.http
    let port = target == .kubernetes ? listener?.value : (isSecure ? 443 : 80)
    guard let port else { return nil }
    let places = [gateway.name?.range, listener?.range].compactMap { $0 }
    switch parts[0] {
    case "host": return (name, [gateway.name?.range].compactMap { $0 })
    case "port": return (String(port), places)
    case "url":
      let isDefault = port == (isSecure ? 443 : 80)
      let url = "\(isSecure ? "https" : "http")://\(name)" + (isDefault ? "" : ":\(port)")
      return (url, places)
    default: return nil
    }
  }

  /// The scheme of `url`: given, or http where the health has a path, or known from the image.
  func scheme(of service: Service) -> String? {
    if let scheme = service.scheme { return scheme.value }
    if case .http? = service.health?.probe { return "http" }
    return KnownImage.scheme(of: service.image?.value)
  }
}
