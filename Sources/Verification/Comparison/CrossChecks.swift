import Diagnostics
import ManifestModel
import ParallelWork
import Planning

/// What no single artefact shows: that those of a target fit together. All of it is asked of the
/// artefacts alone, so that a fault of the plan itself shows too.
struct CrossChecks {
  private let artefacts: [Stated]
  private let help: String
  private let texts: ManifestTexts
  private(set) var log = DiagnosticLog()

  /// Those of every target, in their order.
  ///
  /// - Parameter texts: what is not looked into.
  static func log(of artefacts: [Stated], texts: ManifestTexts, help: String) -> DiagnosticLog {
    // Kubernetes, the last, has most to check.
    let logs = Target.allCases.parallelMap(lastFirst: true) { target in
      CrossChecks(artefacts.filter { $0.target == target }, of: target, texts, help).log
    }
    return logs.reduce(into: DiagnosticLog()) { $0.append($1) }
  }

  private init(_ artefacts: [Stated], of target: Target, _ texts: ManifestTexts, _ help: String) {
    self.artefacts = artefacts
    self.texts = texts
    self.help = help
    if target == .kubernetes {
      kubernetes()
    } else {
      docker(target)
    }
  }

  private mutating func kubernetes() {
    guard !artefacts.isEmpty else { return }
    routes(in: artefacts)
    log.append(KubernetesCrossChecks(artefacts, help: help).log)
  }

  private mutating func docker(_ target: Target) {
    guard let containers = artefacts.first(where: { $0.path.hasSuffix(".yml") }) else { return }
    let services = Containers(containers.facts)
    let confs = artefacts.filter { $0.path.hasSuffix(".conf") }
    upstreams(in: confs, lead(to: services, target))
    listeners(in: confs, of: services)
    routes(in: confs)
    secrets(services)
    graces(services)
    if target == .blueGreen {
      colours(services)
      twins(services)
    }
  }

  private mutating func report(
    _ message: String, at fact: DeploymentFact?, _ other: DeploymentFact? = nil
  ) {
    log.crossCheck(message, at: fact, other, help: help)
  }

  // MARK: The gateway's conf against the containers

  private func lead(
    to services: Containers, _ target: Target
  ) -> (DeploymentFact) -> (name: String, facts: [DeploymentFact])? {
    { address in
      let name =
        target == .swarm && address.value.hasPrefix("tasks.")
        ? String(address.value.dropFirst("tasks.".count)) : address.value
      return services.named(name).map { (name, $0) }
    }
  }

  /// Every upstream is a container on the port that its health check asks.
  private mutating func upstreams(
    in confs: [Stated], _ lead: (DeploymentFact) -> (name: String, facts: [DeploymentFact])?
  ) {
    for conf in confs {
      let ports = conf.upstreamPorts
      for address in conf.facts where address.property.kind == .upstreamAddress {
        guard let (name, facts) = lead(address) else {
          report(
            "'\(address.value)' is no service, and \(address.subject) leads to it", at: address)
          continue
        }
        let port = ports[address.subject.name]?.first {
          $0.origin?.range == address.origin?.range
        }
        let asked =
          texts.ownQuestions.contains(name)
          ? nil : facts.first { $0.property.kind == .healthPort }
        if let port, let asked, port.value != asked.value {
          report(
            "\(address.subject) leads to port \(port.value) of '\(name)', whose check asks"
              + " \(asked.value)", at: port, asked)
        }
      }
    }
  }

  /// Every published port of the gateway has a listener, and what its health check asks too.
  private mutating func listeners(in confs: [Stated], of services: Containers) {
    guard let gateway = services.with(label: "zdc.role", "gateway").first,
      let conf = confs.first(where: { $0.path.holds("nginx-") })
    else { return }
    let listened = conf.listenedPorts
    for fact in gateway
    where fact.property.kind == .publishedTarget || fact.property.kind == .healthPort {
      if !listened.contains(Substring(fact.value)) {
        report("nothing in '\(conf.path)' listens on port \(fact.value)", at: fact)
      }
    }
  }

  /// Every route leads to an upstream, in both colours where it has one.
  private mutating func routes(in confs: [Stated]) {
    let upstreams = Set(
      confs.flatMap(\.facts).filter { $0.property.kind == .upstreamAddress }.map { fact in
        String(fact.subject.name.parts(at: " ").last ?? "")
      })
    for fact in confs.flatMap(\.facts) where fact.property.kind == .routeService {
      let address = fact.value.dropFirst("http://".count)
      let name = String(address.prefix { $0 != "/" })
      let names =
        name.hasSuffix("-$colour")
        ? Colour.allCases.map { name.replacingAll("$colour", with: $0.rawValue) } : [name]
      for name in names where !upstreams.contains(name) {
        report("'\(name)' is no upstream, and \(fact.subject) leads to it", at: fact)
      }
    }
  }

  // MARK: Containers among themselves

  /// Every secret that is used is declared and mounted, and every one that is declared is used.
  private mutating func secrets(_ services: Containers) {
    var used: Set<String> = []
    for (_, facts) in services.all {
      var mounted: Set<String> = []
      for fact in facts {
        if fact.property.kind == .secrets { mounted.formUnion(Containers.words(fact.value)) }
        if fact.property.kind == .mountSource, fact.property.key == "secret" {
          mounted.insert(fact.value)
        }
      }
      used.formUnion(mounted)
      for fact in facts where fact.property.kind == .secrets {
        for name in Containers.words(fact.value) where !services.secrets.keys.contains(name) {
          report("secret '\(name)' is mounted, and declared nowhere", at: fact)
        }
      }
      for fact in facts where fact.property.kind == .environment {
        guard fact.value.hasPrefix("/run/secrets/"), texts.secretPaths.contains(fact.property.key)
        else { continue }
        let name = String(fact.value.dropFirst("/run/secrets/".count))
        if !mounted.contains(name) {
          report("\(fact.subject) reads secret '\(name)', which it does not mount", at: fact)
        }
      }
    }
    for (name, fact) in services.secrets.sorted(by: { $0.key < $1.key })
    where !used.contains(name) && !texts.unmountedSecrets.contains(name) {
      report("secret '\(name)' is declared, and nothing mounts it", at: fact)
    }
  }

  /// What is held back before the end is shorter than the time to end.
  private mutating func graces(_ services: Containers) {
    for (_, facts) in services.all {
      guard let entrypoint = facts.first(where: { $0.property.kind == .entrypoint }),
        let grace = facts.first(where: { $0.property.kind == .grace }),
        let whole = Duration(grace.value)
      else { continue }
      let words = Containers.words(entrypoint.value)
      guard let index = words.firstIndex(of: "--pause"), index + 1 < words.count,
        let pause = Int(words[index + 1])
      else { continue }
      if whole.secondsRoundedUp < pause {
        report(
          "\(grace.subject) is killed after \(grace.value), and holds its stop back \(pause) s",
          at: grace, entrypoint)
      }
    }
  }

  /// A container of one colour knows no name of the other.
  private mutating func colours(_ services: Containers) {
    for colour in Colour.allCases {
      let others = Set(
        services.with(label: "zdc.colour", colour.other.rawValue)
          .compactMap(\.first?.subject.name)
      ).subtracting(texts.names)
      for facts in services.with(label: "zdc.colour", colour.rawValue) {
        for fact in facts where Self.namesOthers.contains(fact.property.kind) {
          let told = fact.property.kind == .dependency ? fact.property.key : fact.value
          for name in Containers.names(in: told).intersection(others).sorted() {
            report("\(fact.subject) is \(colour.rawValue), and refers to '\(name)'", at: fact)
          }
        }
      }
    }
  }

  private static let namesOthers: [FactProperty.Kind] = [
    .environment, .command, .entrypoint, .healthCommand, .dependency,
  ]

  /// Both colours are asked alike.
  private mutating func twins(_ services: Containers) {
    for facts in services.with(label: "zdc.colour", Colour.blue.rawValue) {
      guard let name = facts.first?.subject.name, name.hasSuffix("-blue"),
        let twin = services.named(name.dropLast(4) + "green")
      else { continue }
      for fact in facts where fact.property.kind.rawValue.hasPrefix("health") {
        let other = twin.first { $0.property == fact.property }
        if let other, other.value != fact.value, fact.property.kind != .healthCommand {
          report(
            "'\(fact.property)' is \(fact.value) for blue and \(other.value) for green",
            at: other, fact)
        }
      }
    }
  }
}
