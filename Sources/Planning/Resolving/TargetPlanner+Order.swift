import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// Listed dependencies first, then backing services that references name, each once, in the
  /// names of `colour`. References between coloured services are no start-up order.
  func dependencies(of service: Service, colour: Colour?) -> [Traced<String>] {
    var seen: Set<String> = []
    var found: [Traced<String>] = []
    for listed in service.dependsOn where seen.insert(listed.value).inserted {
      let isColoured = serviceIndex[listed.value] != nil
      let name = colour.map { isColoured ? "\(listed.value)-\($0.rawValue)" : listed.value }
      found.append(Traced(listed).map { name ?? $0 })
    }
    for reference in shared.of(service).references {
      let name = serviceName(reference.value)
      guard backingIndex[name] != nil, name != service.name.value, seen.insert(name).inserted
      else { continue }
      let reason = "a reference to a backing service is a dependency"
      found.append(Traced(name, from: Origin(reference.range, reason: reason)))
    }
    return found
  }

  /// Coloured services so that each comes after those that it depends on; the manifest's order
  /// where nothing says otherwise. A cycle, which is an error elsewhere, is cut where it closes.
  func updateOrder() -> [String] {
    var order: [String] = []
    var visited: Set<String> = []
    for service in manifest.services {
      visit(service, visited: &visited, order: &order)
    }
    return order
  }

  private func visit(_ service: Service, visited: inout Set<String>, order: inout [String]) {
    guard visited.insert(service.name.value).inserted else { return }
    for dependency in service.dependsOn {
      guard let index = serviceIndex[dependency.value] else { continue }
      visit(manifest.services[index], visited: &visited, order: &order)
    }
    order.append(service.name.value)
  }
}
