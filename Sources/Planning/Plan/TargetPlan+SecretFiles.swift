package import Diagnostics

/// A service that reads a secret's file, as a user that the manifest names, or else its image.
package struct SecretFileReader: Sendable {
  package let secret: String
  package let service: String
  /// As the manifest names it; `-`: the image's own.
  package let user: Traced<String>
  package let path: HostPath

  package var isTheImages: Bool { user.value == "-" }
}

extension TargetPlan {
  /// Where an engine mounts a file as it is on the host, its mode decides who can read it.
  package var secretFileReaders: [SecretFileReader] {
    var seen: Set<String> = []
    return allServices.filter { $0.role != .job }.flatMap { service -> [SecretFileReader] in
      service.secrets.compactMap { use in
        guard seen.insert("\(service.name.value) \(use.secret.value)").inserted,
          let secret = secrets.first(where: { $0.name.value == use.secret.value }),
          case .file(let path) = secret.source
        else { return nil }
        let user = service.options.user.map { user in
          Traced(user.value, from: user.origin.and([path.origin.range]))
        }
        return SecretFileReader(
          secret: use.secret.value, service: service.name.value,
          user: user ?? Traced("-", from: path.origin), path: path)
      }
    } + loginReaders
  }

  /// nginx's workers, which read the file at each request.
  private var loginReaders: [SecretFileReader] {
    guard let gateway else { return [] }
    return gateway.logins.compactMap { login in
      guard let secret = secrets.first(where: { $0.name.value == login.value }),
        case .file(let path) = secret.source
      else { return nil }
      return SecretFileReader(
        secret: login.value, service: gateway.name.value,
        user: Traced(String(GatewayPlan.nginxUser), from: login.origin.and([path.origin.range])),
        path: path)
    }
  }
}
