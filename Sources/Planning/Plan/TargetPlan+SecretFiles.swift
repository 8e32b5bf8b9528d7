package import Diagnostics

/// A service that reads a secret's file as a user that the manifest names.
package struct SecretFileReader: Sendable {
  package let secret: String
  package let service: String
  package let user: Traced<String>
  package let path: HostPath
}

extension TargetPlan {
  /// Where an engine mounts a file as it is on the host, its mode decides who can read it.
  package var secretFileReaders: [SecretFileReader] {
    var seen: Set<String> = []
    return allServices.flatMap { service -> [SecretFileReader] in
      guard let user = service.options.user else { return [] }
      return service.secrets.compactMap { use in
        guard seen.insert("\(service.name.value) \(use.secret.value)").inserted,
          let secret = secrets.first(where: { $0.name.value == use.secret.value }),
          case .file(let path) = secret.source
        else { return nil }
        return SecretFileReader(
          secret: use.secret.value, service: service.name.value, user: user, path: path)
      }
    }
  }
}
