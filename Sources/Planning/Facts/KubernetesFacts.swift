import Diagnostics
import ManifestModel

/// What the files below `kubernetes/` must state. An object is a subject; what the manifest has no
/// word for is a `field`, named by the way to it.
struct KubernetesFacts {
  let plan: TargetPlan
  var list = FactList(about: FactSubject(.object, ""))
  /// The way to the pod that is being told.
  var pod = ""
  /// Of a container that runs before the last one, its name.
  var task = ""
  /// What the deployment sets in the objects that were told.
  var deployed: [DeployedValue] = []

  init(_ plan: TargetPlan) { self.plan = plan }

  var project: Traced<String> { plan.project.name }

  // MARK: Adding

  mutating func field(_ way: String, _ value: String, from origin: Origin?) {
    list.add(.field, key: way, value, from: origin ?? project.origin)
  }

  mutating func add(
    _ kind: FactProperty.Kind, key: String = "", index: Int = 0, _ value: String,
    from origin: Origin?
  ) {
    list.add(
      kind, key: Self.joined(task, key), index: index, value, from: origin ?? project.origin)
  }

  /// A property of a container that is not the pod's own is told by the container's name.
  private static func joined(_ task: String, _ key: String) -> String {
    task.isEmpty ? key : key.isEmpty ? task : "\(task) \(key)"
  }

  mutating func append(_ facts: [DeploymentFact]) {
    for fact in facts {
      list.turn(to: fact.subject.kind, fact.subject.name)
      list.add(
        fact.property.kind, key: fact.property.key, index: fact.property.index, fact.value,
        from: fact.origin)
    }
  }

  // MARK: Objects

  mutating func object(
    _ kind: String, _ version: String, _ name: String, labelled label: String? = nil,
    in component: String, from origin: Origin?
  ) {
    list.turn(to: .object, "\(kind)/\(name)")
    field("apiVersion", version, from: origin)
    field("kind", kind, from: origin)
    field("metadata.name", name, from: origin)
    field("metadata.namespace", project.value, from: project.origin)
    labels("metadata.labels", label ?? name, in: component, from: origin)
  }

  mutating func labels(
    _ way: String, _ name: String, in component: String, from origin: Origin?
  ) {
    field("\(way).app.kubernetes.io/name", name, from: origin)
    field("\(way).app.kubernetes.io/component", component, from: origin)
    field("\(way).app.kubernetes.io/part-of", project.value, from: project.origin)
    field("\(way).app.kubernetes.io/managed-by", "zdc", from: origin)
  }

  mutating func selector(_ way: String, _ name: String, from origin: Origin?) {
    field("\(way).app.kubernetes.io/name", name, from: origin)
    field("\(way).app.kubernetes.io/part-of", project.value, from: project.origin)
  }

  mutating func namespace() {
    let levels = plan.allServices.map(PodLevel.init)
    let level = levels.max() ?? .restricted
    list.turn(to: .object, "Namespace/\(project.value)")
    field("apiVersion", "v1", from: project.origin)
    field("kind", "Namespace", from: project.origin)
    field("metadata.name", project.value, from: project.origin)
    labels("metadata.labels", project.value, in: "namespace", from: project.origin)
    field(
      "metadata.labels.pod-security.kubernetes.io/enforce", level.rawValue, from: project.origin)
  }

  mutating func claim(_ volume: VolumePlan, name: String) {
    let origin = volume.key.origin
    object("PersistentVolumeClaim", "v1", name, in: "volume", from: origin)
    let isShared = volume.access.value == .shared
    field(
      "spec.accessModes[0]", isShared ? "ReadWriteMany" : "ReadWriteOnce",
      from: volume.access.origin)
    if let storage = volume.storageClass {
      field("spec.storageClassName", storage.value, from: storage.origin)
    }
    field(
      "spec.resources.requests.storage", volume.size.value.description, from: volume.size.origin)
  }

  mutating func configMap(_ file: FilePlan, of service: ServicePlan) {
    let origin = file.name.origin
    let name = Self.fileName(file, of: service)
    object(
      "ConfigMap", "v1", name, labelled: service.name.value, in: service.component, from: origin)
    field("immutable", "true", from: origin)
    if let text = String(validating: file.bytes, as: UTF8.self) {
      field("data.\(Self.fileKey(file))", text, from: file.source.origin)
    } else {
      field(
        "binaryData.\(Self.fileKey(file))", "bytes of \(file.shortHash)", from: file.source.origin)
    }
  }

  static func fileName(_ file: FilePlan, of service: ServicePlan) -> String {
    "\(service.name.value)-\(plain(file.name.value))-\(file.shortHash)"
  }

  static func plain(_ name: String) -> String {
    String(
      name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  static func fileKey(_ file: FilePlan) -> String {
    file.path.value.split(separator: "/").last.map(String.init) ?? file.name.value
  }

  mutating func service(of service: ServicePlan) {
    let isBacking = service.role == .backing
    let origin = service.name.origin
    guard isBacking || service.port != nil || !service.ports.isEmpty else { return }
    object("Service", "v1", service.name.value, in: service.component, from: origin)
    if isBacking { field("spec.clusterIP", "None", from: origin) }
    selector("spec.selector", service.name.value, from: origin)
    if let port = service.port { servicePort("main", port, target: port.value) }
    for named in service.ports { servicePort(named.name, named.port, target: named.port.value) }
  }

  mutating func servicePort(_ name: String, _ port: Traced<Int>, target: Int) {
    field("spec.ports[\(name)]", "item", from: port.origin)
    field("spec.ports[\(name)].port", String(port.value), from: port.origin)
    field("spec.ports[\(name)].targetPort", String(target), from: port.origin)
  }

  mutating func disruptionBudget(_ name: Traced<String>, in component: String) {
    object("PodDisruptionBudget", "policy/v1", name.value, in: component, from: name.origin)
    field("spec.maxUnavailable", "1", from: name.origin)
    field("spec.unhealthyPodEvictionPolicy", "AlwaysAllow", from: name.origin)
    selector("spec.selector.matchLabels", name.value, from: name.origin)
  }
}

extension ServicePlan {
  var component: String { role.rawValue }
}

/// How strict a pod is, by Kubernetes' own levels.
enum PodLevel: String, Comparable {
  case restricted
  case baseline
  case privileged

  init(_ service: ServicePlan) {
    let added = service.options.capAdd.map(\.value)
    let allowed = [
      "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
      "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]
    if !added.allSatisfy(allowed.contains) {
      self = .privileged
    } else if (PodLevel.identity(of: service)?.user ?? 0) == 0 {
      self = .baseline
    } else {
      self = added.allSatisfy { $0 == "NET_BIND_SERVICE" } ? .restricted : .baseline
    }
  }

  private var strictness: Int { self == .restricted ? 0 : self == .baseline ? 1 : 2 }

  static func < (left: PodLevel, right: PodLevel) -> Bool { left.strictness < right.strictness }

  /// The numbers of `user`; a user's name is nothing that Kubernetes knows.
  static func identity(of service: ServicePlan) -> (user: Int, group: Int)? {
    guard let text = service.options.user?.value else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let user = parts[0], parts.count <= 2 else { return nil }
    return parts.count == 1 ? (user, user) : parts[1].map { (user, $0) }
  }
}
