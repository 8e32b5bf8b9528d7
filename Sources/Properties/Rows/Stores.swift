import Diagnostics
import ManifestModel
import Planning

/// Volumes and secrets, which outlive containers.
enum StoreProperties {
  static let volumes: [Property<VolumePlan>] = [
    Property("declared", change: .settings) { volume, _ in
      .text("yes", from: volume.key.origin)
    },
    Property("name", docker: "name") { volume, _ in .one(volume.adoptedName) },
    Property(
      "external", .plain, change: .settings,
      docker: .at(
        "external", nil,
        { volume, _ in
          .text("true", from: volume.key.origin).only(where: volume.isExternal)
        })
    ) { volume, _ in .text("\(volume.isExternal)", from: volume.key.origin) },
    Property("access", change: .settings) { volume, _ in .word(volume.access) },
    Property("size", .size, change: .settings, kubernetes: "claim.spec.resources.requests.storage")
    {
      volume, _ in .one(volume.size)
    },
    Property("storageClass", change: .settings, kubernetes: "claim.spec.storageClassName") {
      volume, _ in .one(volume.storageClass)
    },
    Property("driver", change: .settings, docker: "driver") { volume, _ in .one(volume.driver) },
    Property("options", change: .settings, docker: "driver_opts[*]") { volume, _ in
      Values(volume.options.map { Values.Value($0.name, $0.value) })
    },
    Property("node", change: .settings) { volume, _ in .one(volume.node) },
  ]

  /// What is told behind everything else.
  static let volumesLater: [Property<VolumePlan>] = [
    Property("perVersion", change: .settings) { volume, _ in
      .text("true", from: volume.key.origin).only(where: volume.colour == .blue)
    }
  ]

  static let secrets: [Property<SecretPlan>] = [
    Property("env", change: .settings, compose: "environment") { secret, _ in
      guard case .variable(let name) = secret.source else { return .none }
      return .one(name)
    },
    Property("file", .path, change: .settings, compose: "file") { secret, _ in
      guard case .file(let path) = secret.source else { return .none }
      return .one(path)
    },
    Property("external", change: .settings, compose: "name") { secret, _ in
      guard case .external(let name) = secret.source else { return .none }
      return .one(name)
    },
  ]
}
