package import Diagnostics

/// A service whose image is in the table, and what its manifest says that the table bears on.
package struct KnownService {
  package let service: Service
  package let image: KnownImage
  package let reference: ImageReference
  package let version: ImageVersion?

  /// `nil` for an image that is built here, is nobody's known one, or is known only at deployment.
  package init?(_ service: Service) {
    guard service.build == nil, let name = service.image?.value,
      let reference = ImageReference(name), let image = KnownImage.row(of: reference)
    else { return nil }
    self.service = service
    self.image = image
    self.reference = reference
    version = image.version(of: reference)
  }

  /// `PostgreSQL 16`
  package var title: String { version.map { "\(image.name) \($0)" } ?? image.name }

  /// The names in its environment that the manifest states.
  package var variables: Set<String> {
    Set(service.env.map(\.name.value) + service.secrets.map(\.variable.value))
  }

  /// Whether its settings may say where the data lie or where it listens: then nothing is told.
  package var isConfigured: Bool {
    let words = (service.command?.words ?? []) + (service.entrypoint?.words ?? [])
    let isSet = words.contains { word in
      let text = word.value.literalText?.lowercased() ?? "…"
      return ["dir", "data", "path", "port", "conf", "listen", "store", "-d", "-c", "…"].contains {
        text.contains($0)
      }
    }
    return isSet || !service.files.isEmpty || !service.envFiles.isEmpty
      || service.mounts.contains { mount in
        let path = mount.path.value
        return path.contains("conf") || path.contains("cnf") || path.hasSuffix(".ini")
      }
  }

  /// Where its data lie, and the same as a folder of the table; `nil` where that can't be told.
  package var folder: DataFolder? {
    guard let folder = image.folder(of: version), !isConfigured else { return nil }
    guard let name = folder.variable, variables.contains(name) else { return folder }
    guard let value = service.env.first(where: { $0.name.value == name })?.value.value.literalText,
      value.hasPrefix("/"), !value.contains(",")
    else { return nil }
    return DataFolder(value, declared: folder.declared, variable: name)
  }

  /// The paths that outlive the container and can be written.
  package var writablePaths: [Located<String>] {
    service.volumes.filter { $0.readOnly?.value != true }.map(\.path)
      + service.mounts.filter { $0.readOnly?.value != true }.map(\.path)
  }

  /// A health command for it, as a manifest writes it.
  package var healthCommand: String? {
    guard var words = image.probe(of: reference) else { return nil }
    let user = service.env.first { $0.name.value == "POSTGRES_USER" }?.value.value.literalText
    if let user, words.first == "pg_isready", let place = words.lastIndex(of: "postgres") {
      words[place] = user
    }
    return Self.flow(words)
  }

  /// `[redis-cli, -e, ping]`
  package static func flow(_ words: [String]) -> String {
    "[\(words.map(quoted).joined(separator: ", "))]"
  }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy { character in
      character.isASCII && (character.isLetter || character.isNumber || "-_./".contains(character))
    }
    if isPlain, !word.isEmpty, word != "-" { return word }
    return word.contains("\"") || word.contains("\\")
      ? "'\(word.replacingAll("'", with: "''"))'" : "\"\(word)\""
  }
}
