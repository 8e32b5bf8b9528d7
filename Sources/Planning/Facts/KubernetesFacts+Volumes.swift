import Diagnostics
import ManifestModel

extension KubernetesFacts {
  func volume(_ name: String) -> VolumePlan? { plan.volumes.first { $0.name == name } }

  /// The name of a claim: what Docker's name may hold and a claim's may not gives way.
  static func claim(_ volume: VolumePlan) -> DeployText {
    let given = volume.adoptedName ?? DeployText(volume.name, from: volume.key.origin)
    return DeployText(
      given.pieces.map { piece in
        if case .text(let text) = piece {
          return .text(text.replacingAll("_", with: "-"))
        }
        return piece
      }, from: given.origin)
  }

  static func inPod(_ volume: VolumePlan) -> String {
    "data-" + volume.name.replacingAll("_", with: "-")
  }

  /// A fresh disk that only backing services mount is used from a folder in it.
  private func needsSubfolder(_ volume: VolumePlan) -> Bool {
    let isServed = plan.gateway?.servedVolumes.contains { $0.value == volume.key.value } ?? false
    let isColoured = plan.services.contains { service in
      service.volumes.contains { $0.volume == volume.name }
    }
    return !volume.isExternal && volume.adoptedName == nil && !isServed && !isColoured
  }

  mutating func mounts(_ way: String, of service: ServicePlan) {
    func mount(_ name: String) -> String { "\(way).volumeMounts[\(name)]" }
    for use in service.volumes {
      guard let volume = volume(use.volume) else { continue }
      let place = mount(Self.inPod(volume))
      field(place, "item", from: use.key.origin)
      field("\(place).mountPath", use.path.value, from: use.path.origin)
      if use.readOnly.value { field("\(place).readOnly", "true", from: use.readOnly.origin) }
      if needsSubfolder(volume) { field("\(place).subPath", "data", from: use.key.origin) }
    }
    for file in service.files {
      let place = mount("file-\(Self.plain(file.name.value))")
      field(place, "item", from: file.name.origin)
      field("\(place).mountPath", file.path.value, from: file.path.origin)
      field("\(place).subPath", Self.fileKey(file), from: file.path.origin)
      field("\(place).readOnly", "true", from: file.path.origin)
    }
    if let use = service.secrets.first(where: \.isPath) {
      field(mount("secrets"), "item", from: use.secret.origin)
      field("\(mount("secrets")).mountPath", "/run/secrets", from: use.secret.origin)
      field("\(mount("secrets")).readOnly", "true", from: use.secret.origin)
    }
    for (index, path) in service.options.tmpfs.enumerated() {
      field(mount("tmpfs-\(index + 1)"), "item", from: path.origin)
      field("\(mount("tmpfs-\(index + 1)")).mountPath", path.value, from: path.origin)
    }
    guard let size = service.options.shmSize else { return }
    field(mount("shm"), "item", from: size.origin)
    field("\(mount("shm")).mountPath", "/dev/shm", from: size.origin)
  }

  mutating func volumes(of service: ServicePlan) {
    var seen: Set<String> = []
    for use in service.volumes where seen.insert(use.volume).inserted {
      if let volume = volume(use.volume) { claimVolume(volume) }
    }
    for file in service.files {
      let way = "\(pod).volumes[file-\(Self.plain(file.name.value))]"
      field(way, "item", from: file.name.origin)
      field("\(way).configMap.name", Self.fileName(file, of: service), from: file.source.origin)
    }
    secretsVolume(of: service)
    for (index, path) in service.options.tmpfs.enumerated() {
      memory("tmpfs-\(index + 1)", nil, from: path.origin)
    }
    if let size = service.options.shmSize { memory("shm", size.value, from: size.origin) }
  }

  mutating func claimVolume(_ volume: VolumePlan) {
    let way = "\(pod).volumes[\(Self.inPod(volume))]"
    let name = Self.claim(volume)
    field(way, "item", from: volume.key.origin)
    field("\(way).persistentVolumeClaim.claimName", name.atRestText, from: name.origin)
    deploys("\(way).persistentVolumeClaim.claimName", name)
  }

  private mutating func secretsVolume(of service: ServicePlan) {
    let uses = service.secrets.filter(\.isPath)
    guard let first = uses.first else { return }
    let way = "\(pod).volumes[secrets]"
    field(way, "item", from: first.secret.origin)
    field("\(way).projected.defaultMode", "292", from: first.secret.origin)
    var seen: Set<String> = []
    let names = uses.map(\.secret).filter { seen.insert($0.value).inserted }
    for (index, name) in names.enumerated() {
      let source = "\(way).projected.sources[\(index)].secret"
      secretName("\(source).name", name.value, name.origin)
      field("\(source).items[0].key", "value", from: name.origin)
      field("\(source).items[0].path", name.value, from: name.origin)
    }
  }

  private mutating func memory(_ name: String, _ size: ByteSize?, from origin: Origin) {
    let way = "\(pod).volumes[\(name)]"
    field(way, "item", from: origin)
    field("\(way).emptyDir.medium", "Memory", from: origin)
    if let size { field("\(way).emptyDir.sizeLimit", size.description, from: origin) }
  }
}
