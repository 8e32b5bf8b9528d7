import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// `nil` where a service mounts nothing.
  func volumeMounts(of service: ServicePlan) -> YAMLTree? {
    .list {
      for use in service.volumes { mount(use) }
      for file in service.files { mount(file, of: service) }
      if service.secrets.contains(where: \.isPath) {
        ["name": "secrets", "mountPath": "/run/secrets", "readOnly": true]
      }
      for (index, folder) in service.options.tmpfs.enumerated() {
        ["name": "tmpfs-\(index + 1)", "mountPath": .text(folder.path)]
      }
      if let size = service.options.shmSize {
        placed(["name": "shm", "mountPath": "/dev/shm"], at: size.origin)
      }
    }.orNilIfEmpty
  }

  /// The pod's volumes that those mounts name; `nil` where there are none.
  func podVolumes(of service: ServicePlan) -> YAMLTree? {
    .list {
      for name in service.volumes.map(\.volume).uniqued() {
        let uses = service.volumes.filter { $0.volume == name }
        names.volume(name).map {
          claimVolume(
            $0, isOnlyRead: uses.allSatisfy(\.readOnly.value), from: uses.first?.key.origin)
        }
      }
      for file in service.files { configVolume(file, of: service) }
      secretsVolume(service.secrets.filter(\.isPath).map(\.secret))
      for (index, folder) in service.options.tmpfs.enumerated() {
        memoryVolume(
          "tmpfs-\(index + 1)", size: folder.size?.value,
          from: folder.path.origin.and([folder.size?.origin.range].compactMap(\.self)))
      }
      if let size = service.options.shmSize {
        memoryVolume("shm", size: size.value, from: size.origin)
      }
    }.orNilIfEmpty
  }

  private func mount(_ use: VolumeUsePlan) -> YAMLTree? {
    guard let volume = names.volume(use.volume) else { return nil }
    return .map(origin: use.key.origin) {
      entry("name", .text(volumeName(volume)))
      entry("mountPath", .text(use.path))
      if use.readOnly.value { entry("readOnly", .boolean(use.readOnly)) }
      if names.needsSubfolder(volume) {
        entry(
          "subPath",
          YAMLTree.text("data").because(
            remark(
              "A fresh disk has a lost+found, with which databases refuse to begin.",
              "새 디스크의 lost+found 때문에 데이터베이스가 시작을 거부하지 않게 합니다.")))
      }
    }
  }

  private func mount(_ file: FilePlan, of service: ServicePlan) -> YAMLTree {
    .map(origin: file.name.origin) {
      entry("name", .text(fileVolume(file)))
      entry("mountPath", .text(file.path))
      entry("subPath", .text(fileKey(file)))
      entry("readOnly", true)
    }
  }

  /// A pod that only reads a disk must not give its group to all that is on it, as the kubelet does for
  /// `fsGroup`: whoever writes there would be shut out.
  ///
  /// - Source: `supportsFSGroup` in Kubernetes' pkg/volume/csi/csi_mounter.go: not where it is read only.
  func claimVolume(_ volume: VolumePlan, isOnlyRead: Bool, from origin: Origin?) -> YAMLTree {
    [
      "name": .text(volumeName(volume)),
      "persistentVolumeClaim": .map {
        entry("claimName", text(names.claim(volume)))
        if isOnlyRead { entry("readOnly", YAMLTree.boolean(true).from(origin)) }
      },
    ]
  }

  /// The name inside a pod; the claim's own may be known only at deployment.
  func volumeName(_ volume: VolumePlan) -> String {
    "data-" + volume.name.replacingAll("_", with: "-")
  }

  private func configVolume(_ file: FilePlan, of service: ServicePlan) -> YAMLTree {
    .map(origin: file.name.origin) {
      entry("name", .text(fileVolume(file)))
      entry("configMap", ["name": .text(names.file(file, of: service))])
    }
  }

  private func fileVolume(_ file: FilePlan) -> String {
    "file-"
      + String(
        file.name.value.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// The last part of the path in the container.
  func fileKey(_ file: FilePlan) -> String {
    file.path.value.split(separator: "/").last.map(String.init) ?? file.name.value
  }

  /// All mounted secrets in one folder, each under its name, as on the other targets.
  func secretsVolume(_ secrets: [Traced<String>]) -> YAMLTree? {
    guard !secrets.isEmpty else { return nil }
    var seen: Set<String> = []
    return [
      "name": "secrets",
      "projected": [
        "defaultMode": YAMLTree.integer(0o444).because("0444"),
        "sources": .list {
          for secret in secrets where seen.insert(secret.value).inserted { secretSource(secret) }
        },
      ],
    ]
  }

  private func secretSource(_ secret: Traced<String>) -> YAMLTree {
    .map(origin: secret.origin) {
      entry(
        "secret",
        [
          "name": self.secret(secret.value, from: secret.origin),
          "items": [["key": "value", "path": .text(secret.value)]],
        ])
    }
  }

  private func memoryVolume(_ name: String, size: ByteSize?, from origin: Origin) -> YAMLTree {
    .map(origin: origin) {
      entry("name", .text(name))
      entry("emptyDir") {
        entry("medium", "Memory")
        entry("sizeLimit", size.map { .text($0.description) })
      }
    }
  }
}

extension YAMLTree {
  /// Nothing instead of an empty list.
  var orNilIfEmpty: YAMLTree? { items?.isEmpty == true ? nil : self }

  static func text(_ value: Traced<String>?) -> YAMLTree? { value.map(YAMLTree.text) }
}
