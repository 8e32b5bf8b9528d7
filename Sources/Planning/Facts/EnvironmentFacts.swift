import Diagnostics

/// What `docker/.env.example` must state: each deploy-time variable, and each secret that comes from
/// one.
enum EnvironmentFacts {
  static let path = "docker/.env.example"

  static func facts(_ plan: DeploymentPlan) -> ArtefactFacts {
    var list = FactList(about: FactSubject(.project, ""))
    var seen: Set<String> = []
    for variable in plan.targets.flatMap(\.variables) {
      guard seen.insert(variable.name.value).inserted else { continue }
      list.turn(to: .variable, variable.name.value)
      if let value = variable.defaultValue {
        list.add(.defaultValue, canHold(value) ? value : "", from: variable.name.origin)
      } else {
        list.add(.required, "", from: variable.name.origin)
      }
    }
    seen = []
    for secret in plan.targets.flatMap(\.secrets) {
      guard case .variable(let name) = secret.source, seen.insert(name.value).inserted
      else { continue }
      list.turn(to: .variable, name.value)
      list.add(.required, "", from: name.origin)
    }
    return ArtefactFacts(path: path, target: nil, facts: list.facts)
  }

  /// Whether Compose and the scripts read the value alike from such a file.
  private static func canHold(_ value: String) -> Bool {
    let bytes = value.utf8
    guard
      value.unicodeScalars.allSatisfy({ scalar in
        scalar == "\t" || !scalar.isControlOrFormat
      })
    else { return false }
    guard bytes.contains(UInt8(ascii: "'")) else { return bytes.last != UInt8(ascii: "\\") }
    return !bytes.contains { "\"\\$".utf8.contains($0) }
  }
}

extension Unicode.Scalar {
  /// What people can't see, or what changes the order of what they see.
  fileprivate var isControlOrFormat: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E: true
    case 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
