import Diagnostics
import ManifestModel
import Planning

/// What no single object of Kubernetes shows: that they fit together.
struct KubernetesCrossChecks {
  private let artefacts: [CrossChecks.Stated]
  private let objects: KubernetesObjects
  /// Names of the secrets that the script makes or looks for; `nil` where it was not read.
  private let secrets: Set<String>?
  private let help: String
  private(set) var log = DiagnosticLog()

  init(_ artefacts: [CrossChecks.Stated], help: String) {
    self.artefacts = artefacts
    self.help = help
    objects = KubernetesObjects(artefacts)
    secrets = Self.secrets(of: artefacts)
    for object in objects.all {
      switch object.kind {
      case "Service":
        select(object)
        servicePorts(object)
      case "PodDisruptionBudget": select(object)
      case "Deployment", "StatefulSet": ownPods(object)
      default: break
      }
      probes(object)
      grace(object)
      references(object)
    }
    for artefact in artefacts {
      upstreams(in: artefact)
      listeners(in: artefact)
    }
  }

  private mutating func report(
    _ message: String, at fact: DeploymentFact?, _ other: DeploymentFact? = nil
  ) {
    log.crossCheck(message, at: fact, other, help: help)
  }

  // MARK: Objects among themselves

  /// Whatever selects pods, selects those of some workload.
  private mutating func select(_ object: KubernetesObjects.Object) {
    if object.selector.isEmpty || objects.selected(by: object.selector).isEmpty {
      report("\(object.name) selects the pods of no workload", at: selecting(object))
    }
  }

  private mutating func ownPods(_ object: KubernetesObjects.Object) {
    if object.selector.contains(where: { object.podLabels[$0.key] != $0.value }) {
      report("\(object.name) does not select its own pods", at: selecting(object))
    }
  }

  private func selecting(_ object: KubernetesObjects.Object) -> DeploymentFact? {
    object.facts.first { $0.property.key.hasPrefix("spec.selector.") } ?? object.facts.first
  }

  /// A Service leads to a port of the pods that it selects. A workload without ports has them from a
  /// patch, whose text is compared as it is.
  private mutating func servicePorts(_ object: KubernetesObjects.Object) {
    let pods = objects.selected(by: object.selector)
    guard !pods.isEmpty else { return }
    for fact in object.fields(endingIn: [".targetPort"])
    where pods.allSatisfy({ $0.lacks(port: fact.value) }) {
      report("\(object.name) leads to port \(fact.value), which its pods do not have", at: fact)
    }
  }

  private mutating func probes(_ object: KubernetesObjects.Object) {
    for fact in object.fields(endingIn: ["Probe.httpGet.port", "Probe.tcpSocket.port"])
    where object.lacks(port: fact.value) {
      report("\(object.name) has a check at port \(fact.value), which it does not have", at: fact)
    }
  }

  /// What is held back before the end is shorter than the time to end.
  private mutating func grace(_ object: KubernetesObjects.Object) {
    guard let grace = object.facts.first(where: { $0.property.kind == .grace }),
      let whole = Duration(grace.value)?.secondsRoundedUp
    else { return }
    for pause in object.fields(endingIn: [".lifecycle.preStop.sleep.seconds"]) {
      if let seconds = Int(pause.value), seconds >= whole {
        report(
          "\(object.name) is killed after \(grace.value), and holds its stop back \(seconds) s",
          at: grace, pause)
      }
    }
  }

  /// Every secret that is used is made or looked for by the script; every ConfigMap that is mounted
  /// is there.
  private mutating func references(_ object: KubernetesObjects.Object) {
    let ways = [".secretKeyRef.name", ".secretRef.name", ".secret.secretName", ".secret.name"]
    for fact in object.fields(endingIn: ways) {
      var name = YAMLText.text(ofLeaf: fact.value)
      // In overlay.yml with the number that a deployment gives it.
      if let serial = name.firstRange(of: "-${ZDC_SERIAL_") {
        name = String(name[..<serial.lowerBound])
      }
      if secrets?.contains(name) == false {
        report("\(object.name) reads secret '\(name)', which the script does not know", at: fact)
      }
    }
    for fact in object.fields(endingIn: [".configMap.name"])
    where objects.named("ConfigMap/\(fact.value)") == nil {
      report("\(object.name) mounts ConfigMap '\(fact.value)', which is not there", at: fact)
    }
  }

  private static func secrets(of artefacts: [CrossChecks.Stated]) -> Set<String>? {
    guard let script = artefacts.first(where: { $0.path.hasSuffix(".sh") }) else { return nil }
    let told = script.facts.filter {
      $0.property.kind == .element && $0.property.key == "SECRETS"
    }
    return Set(
      told.map { fact in
        // `NAME SOURCE PLACE`: an external one goes by the name that the cluster has for it.
        let words = fact.value.split(separator: " ")
        let isExternal = words.count == 3 && words[1] == "external"
        return String((isExternal ? words.last : words.first) ?? "")
      })
  }

  // MARK: The gateway's conf against the objects

  /// Every upstream is a Service on one of its ports.
  private mutating func upstreams(in artefact: CrossChecks.Stated) {
    let ports = artefact.upstreamPorts
    for address in artefact.facts where address.property.kind == .upstreamAddress {
      guard let service = objects.named("Service/\(address.value)") else {
        report("'\(address.value)' is no Service, and \(address.subject) leads to it", at: address)
        continue
      }
      let served = service.fields(endingIn: [".port"])
      for port in ports[address.subject.name] ?? []
      where port.origin?.range == address.origin?.range
        && !served.contains(where: { $0.value == port.value })
      {
        report(
          "\(address.subject) leads to port \(port.value) of '\(address.value)', which has none",
          at: port, served.first)
      }
    }
  }

  /// What leads to the gateway's pods, and what asks them, finds a listener.
  private mutating func listeners(in artefact: CrossChecks.Stated) {
    let listened = artefact.listenedPorts
    guard !listened.isEmpty else { return }
    for object in objects.all where object.path == artefact.path {
      for fact in object.fields(endingIn: [".targetPort"])
      where !listened.contains(Substring(fact.value)) {
        report("nothing in the gateway's conf listens on port \(fact.value)", at: fact)
      }
    }
  }
}
