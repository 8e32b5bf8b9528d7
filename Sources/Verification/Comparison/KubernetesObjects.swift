import Planning

/// The objects of Kubernetes' files, by what they say of each other.
struct KubernetesObjects {
  struct Object {
    /// `Service/api`
    let name: String
    let path: String
    fileprivate(set) var facts: [DeploymentFact] = []
    /// The labels of its pods; empty for what has none.
    fileprivate(set) var podLabels: [String: String] = [:]
    /// Those of the pods that it takes.
    fileprivate(set) var selector: [String: String] = [:]
    fileprivate(set) var ports: [String] = []

    var kind: Substring { name.prefix { $0 != "/" } }

    /// The fields whose way ends so.
    func fields(endingIn ends: [String]) -> [DeploymentFact] {
      facts.filter { fact in
        guard fact.property.kind == .field else { return false }
        let key = fact.property.key
        return ends.contains { key.hasSuffix($0) }
      }
    }

    /// Whether its containers have ports, and this is none of them.
    func lacks(port: String) -> Bool { !ports.isEmpty && !ports.contains(port) }

    fileprivate mutating func add(_ fact: DeploymentFact) {
      facts.append(fact)
      let key = fact.property.key
      switch fact.property.kind {
      case .field where key.hasSuffix(".containerPort"): ports.append(fact.value)
      case .field where key.hasPrefix("spec."):
        if let label = Self.label(key, after: Self.podWays) {
          podLabels[label] = fact.value
        } else if let label = Self.label(key, after: Self.selectorWays) {
          selector[label] = fact.value
        }
      default: break
      }
    }

    private static let podWays = [
      "spec.template.metadata.labels.", "spec.jobTemplate.spec.template.metadata.labels.",
    ]

    /// The longer one first: a Service's has no `matchLabels`.
    private static let selectorWays = ["spec.selector.matchLabels.", "spec.selector."]

    private static func label(_ key: String, after ways: [String]) -> String? {
      ways.first(where: key.hasPrefix).map { String(key.dropFirst($0.utf8.count)) }
    }
  }

  /// In the order of the artefacts.
  private(set) var all: [Object] = []
  private var index: [String: Int] = [:]
  /// Those whose pods have a label, by `KEY=VALUE`.
  private var labelled: [String: [Int]] = [:]

  init(_ artefacts: [CrossChecks.Stated]) {
    for artefact in artefacts {
      for fact in artefact.facts where fact.subject.kind == .object {
        let position = index[fact.subject.name, default: all.count]
        if position == all.count {
          index[fact.subject.name] = position
          all.append(Object(name: fact.subject.name, path: artefact.path))
        }
        all[position].add(fact)
      }
    }
    for (position, object) in all.enumerated() {
      for (key, value) in object.podLabels {
        labelled["\(key)=\(value)", default: []].append(position)
      }
    }
  }

  func named(_ name: String) -> Object? { index[name].map { all[$0] } }

  /// Those whose pods a selector takes.
  func selected(by selector: [String: String]) -> [Object] {
    let candidates = selector.map { labelled["\($0.key)=\($0.value)"] ?? [] }
    let fewest = candidates.min { $0.count < $1.count } ?? []
    return fewest.map { all[$0] }.filter { object in
      selector.allSatisfy { object.podLabels[$0.key] == $0.value }
    }
  }
}
