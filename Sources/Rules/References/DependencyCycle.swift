internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Services that wait for each other.
  static let dependencyCycle = ManifestRule(
    Rule(
      DiagnosticCode(133), .error, .fixed, "start-up order has no cycle",
      page: RulePage(
        breaks: "Each waits until the other is healthy, and the deployment never starts.",
        wrong: """
          services:
            one:
              { image: "shop/a:1", command: [run], port: 80, health: /up, dependsOn: [1️⃣two] }
            two:
              { image: "shop/b:1", command: [run], port: 81, health: /up, dependsOn: [one] }
          """,
        right: """
          services:
            one:
              { image: "shop/a:1", command: [run], port: 80, health: /up, dependsOn: [two] }
            two:
              image: shop/b:1
              command: [run]
              port: 81
              health: /up
              env: { ONE: "${one.url}" }     # a reference is no start-up order
          """,
        source: "Compose: 'dependency cycle detected'")),
    .manifest { context, findings in
      var search = CycleSearch(context)
      for cycle in search.cycles() {
        let names = cycle.map(\.service).joined(separator: " → ")
        guard let first = cycle.first else { continue }
        findings.report(
          at: first.place, "start-up order has a cycle: \(names) → \(first.service)",
          help: "remove one of them from dependsOn; references need no order",
          notes: cycle.dropFirst().map { Diagnostic.Note("and here", at: $0.place) })
      }
    })
}

/// A depth-first search that uses no stack of its own calls: chains may be ten thousand long.
private struct CycleSearch {
  struct Step {
    let service: String
    /// Where the service names the next one.
    let place: SourceRange
  }

  private enum State {
    case open
    case done
  }

  private let dependencies: [String: [Located<String>]]
  private let order: [String]
  private var states: [String: State] = [:]

  init(_ context: RuleContext) {
    let services = context.manifest.services + context.manifest.backing
    let needing = services.filter { !$0.dependsOn.isEmpty }
    order = needing.map(\.name.value)
    dependencies = Dictionary(
      needing.map { ($0.name.value, $0.dependsOn) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func cycles() -> [[Step]] {
    var found: [[Step]] = []
    for start in order where states[start] == nil {
      var path: [(name: String, next: Int)] = [(start, 0)]
      states[start] = .open
      while let (name, next) = path.last {
        let needed = dependencies[name] ?? []
        guard next < needed.count else {
          states[name] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let other = needed[next].value
        switch states[other] {
        case nil:
          states[other] = .open
          path.append((other, 0))
        case .open?:
          let begin = path.firstIndex { $0.name == other } ?? 0
          found.append(
            path[begin...].map { step in
              Step(service: step.name, place: (dependencies[step.name] ?? [])[step.next - 1].range)
            })
        case .done?: continue
        }
      }
    }
    return found
  }
}
