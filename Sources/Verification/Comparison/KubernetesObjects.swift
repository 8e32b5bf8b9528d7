import Planning

/// The objects of Kubernetes' files, by what they say of each other.
struct KubernetesObjects {
  struct Object {
    /// `Service/api`
    let name: String
    let path: String
    let facts: [DeploymentFact]

    var kind: Substring { name.prefix { $0 != "/" } }

    /// The fields under a way, by what follows it: the labels of a pod, say.
    func fields(under way: String) -> [String: String] {
      var fields: [String: String] = [:]
      for fact in facts where fact.property.kind == .field && fact.property.key.hasPrefix(way) {
        fields[String(fact.property.key.dropFirst(way.count))] = fact.value
      }
      return fields
    }

    /// The fields whose way ends so.
    func fields(endingIn ends: [String]) -> [DeploymentFact] {
      facts.filter { fact in
        fact.property.kind == .field && ends.contains(where: fact.property.key.hasSuffix)
      }
    }

    /// The labels of its pods; empty for what has none.
    var podLabels: [String: String] {
      let labels = fields(under: "spec.template.metadata.labels.")
      return labels.isEmpty
        ? fields(under: "spec.jobTemplate.spec.template.metadata.labels.") : labels
    }

    /// Whether its containers have ports, and this is none of them.
    func lacks(port: String) -> Bool {
      let ports = facts.filter { $0.property.kind == .port }
      return !ports.isEmpty && !ports.contains { $0.value == port }
    }
  }

  /// In the order of the artefacts.
  private(set) var all: [Object] = []
  private var index: [String: Int] = [:]

  init(_ artefacts: [CrossChecks.Stated]) {
    for artefact in artefacts {
      var facts: [String: [DeploymentFact]] = [:]
      var names: [String] = []
      for fact in artefact.facts where fact.subject.kind == .object {
        if facts[fact.subject.name] == nil { names.append(fact.subject.name) }
        facts[fact.subject.name, default: []].append(fact)
      }
      for name in names {
        index[name] = all.count
        all.append(Object(name: name, path: artefact.path, facts: facts[name] ?? []))
      }
    }
  }

  func named(_ name: String) -> Object? { index[name].map { all[$0] } }

  func of(kind: String) -> [Object] { all.filter { $0.kind == kind } }

  /// Those whose pods a selector takes.
  func selected(by selector: [String: String]) -> [Object] {
    all.filter { object in
      let labels = object.podLabels
      return !labels.isEmpty && selector.allSatisfy { labels[$0.key] == $0.value }
    }
  }
}
