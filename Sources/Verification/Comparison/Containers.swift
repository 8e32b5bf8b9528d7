import Planning

/// The containers of a Compose file or stack, by name.
struct Containers {
  let facts: [DeploymentFact]
  /// In the order of the artefact.
  private(set) var all: [(name: String, facts: [DeploymentFact])] = []
  /// The first fact of each declared secret.
  private(set) var secrets: [String: DeploymentFact] = [:]
  private var index: [String: Int] = [:]

  init(_ facts: [DeploymentFact]) {
    self.facts = facts
    for fact in facts {
      switch fact.subject.kind {
      case .service:
        if let position = index[fact.subject.name] {
          all[position].facts.append(fact)
        } else {
          index[fact.subject.name] = all.count
          all.append((fact.subject.name, [fact]))
        }
      case .secret: if secrets[fact.subject.name] == nil { secrets[fact.subject.name] = fact }
      default: continue
      }
    }
  }

  func named(_ name: String) -> [DeploymentFact]? { index[name].map { all[$0].facts } }

  func with(label: String, _ value: String) -> [[DeploymentFact]] {
    all.map(\.facts).filter { facts in
      facts.contains {
        $0.property.kind == .label && $0.property.key == label && $0.value == value
      }
    }
  }

  static func words(_ value: String) -> [String] { FactText.split(value) ?? [] }

  /// All that stands in a text as a name by itself, and not as a part of another, or as the scheme
  /// of a URL.
  static func names(in text: String) -> Set<String> {
    Set(
      text.utf8.split { !isPart($0) }
        .filter { !text.utf8[$0.endIndex...].starts(with: "://".utf8) }
        .map { String(Substring($0)) })
  }

  /// Of a letter outside ASCII each byte is one.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
