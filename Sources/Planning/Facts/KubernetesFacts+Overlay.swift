import Diagnostics
import ManifestModel

/// A value that the deployment sets in an object, by `overlay.yml`.
struct DeployedValue {
  /// `Deployment/api`
  let object: String
  /// RFC 6901.
  let pointer: String
  let template: String
  let origin: Origin?
}

extension KubernetesFacts {
  // MARK: While an object is told

  /// What an artefact says at rest is set at deployment where the text has variables.
  ///
  /// - Parameters:
  ///   - way: the way to the value, or to the map that holds it at `key`.
  ///   - key: one that may have dots.
  mutating func deploys(_ way: String, key: String? = nil, _ text: DeployText) {
    guard text.literal == nil else { return }
    deploys(way, key: key, text.template, from: text.origin)
  }

  mutating func deploys(
    _ way: String, key: String? = nil, _ template: String, from origin: Origin?
  ) {
    deployed.append(
      DeployedValue(
        object: list.subject.name,
        pointer: JSONPointer.text(pointerSteps(way) + (key.map { [$0] } ?? [])),
        template: template, origin: origin ?? project.origin))
  }

  /// `spec.containers[api].image` is `spec`, `containers`, `0`, `image`: items that have names stand
  /// in the order in which they were told.
  private func pointerSteps(_ way: String) -> [String] {
    var steps: [String] = []
    var rest = way[...]
    while let end = rest.firstIndex(where: { $0 == "." || $0 == "[" }) {
      if end > rest.startIndex { steps.append(String(rest[..<end])) }
      guard rest[end] == "[", let close = rest[end...].firstIndex(of: "]") else {
        rest = rest[rest.index(after: end)...]
        continue
      }
      let name = rest[rest.index(after: end)..<close]
      steps.append(String(Int(name) ?? index(of: name, in: way[...end])))
      rest = rest[rest.index(after: close)...].drop { $0 == "." }
    }
    return rest.isEmpty ? steps : steps + [String(rest)]
  }

  /// - Parameter list: the way to the list and the bracket behind it.
  private func index(of name: Substring, in list: Substring) -> Int {
    let items = self.list.facts.filter { fact in
      fact.subject == self.list.subject && fact.value == "item" && fact.property.key.hasPrefix(list)
        && !fact.property.key.dropFirst(list.count).dropLast().contains("]")
    }
    let index = items.firstIndex { $0.property.key == "\(list)\(name)]" }
    guard let index else { preconditionFailure("\(list)\(name)] was not told before") }
    return index
  }

  // MARK: The file

  mutating func overlay(_ values: [DeployedValue]) {
    list.turn(to: .object, "Kustomization/")
    field("apiVersion", "kustomize.config.k8s.io/v1beta1", from: project.origin)
    field("kind", "Kustomization", from: project.origin)
    field("resources[0]", "base", from: project.origin)
    let releases = plan.services.filter { !$0.release.isEmpty }
    for (index, service) in releases.enumerated() {
      field(
        "resources[\(index + 1)]", "\(service.name.value)-release.yml",
        from: service.release.first?.first?.origin)
    }
    deployConfig()
    for (object, settings) in Self.byObject(values) { patch(object, settings) }
  }

  private mutating func deployConfig() {
    let variables = plan.configuredVariables
    guard !variables.isEmpty else { return }
    let name = "\(project.value)-deploy"
    let way = "configMapGenerator[\(name)]"
    field(way, "item", from: project.origin)
    field("\(way).namespace", project.value, from: project.origin)
    labels("\(way).options.labels", name, in: "config", from: project.origin)
    for (index, variable) in variables.enumerated() {
      let name = variable.name.value
      field("\(way).files[\(index)]", "\(name)=\(name).value", from: variable.name.origin)
    }
  }

  private mutating func patch(_ object: String, _ values: [DeployedValue]) {
    let parts = object.split(separator: "/", maxSplits: 1).map(String.init)
    let origin = values.first?.origin
    list.turn(to: .object, object)
    field("target.kind", parts[0], from: origin)
    field("target.name", parts[1], from: origin)
    for (index, value) in values.enumerated() {
      field("patch[\(index)].op", "replace", from: value.origin)
      field("patch[\(index)].path", value.pointer, from: value.origin)
      field("patch[\(index)].value", value.template, from: value.origin)
    }
  }

  private static func byObject(
    _ values: [DeployedValue]
  ) -> [(object: String, values: [DeployedValue])] {
    var groups: [(object: String, values: [DeployedValue])] = []
    for value in values {
      if groups.last?.object != value.object { groups.append((value.object, [])) }
      groups[groups.count - 1].values.append(value)
    }
    return groups
  }
}
