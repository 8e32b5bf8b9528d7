import Diagnostics
import ManifestModel

extension TargetPlanner {
  /// Whether a volume is two: only blue-green has colours to tell apart.
  private func isDoubled(_ volume: Volume) -> Bool {
    target == .blueGreen && volume.perVersion?.value == true
  }

  func volumePlans() -> [VolumePlan] {
    manifest.volumes.flatMap { volume in
      isDoubled(volume)
        ? Colour.allCases.map { volumePlan(volume, colour: $0) } : [volumePlan(volume, colour: nil)]
    }
  }

  private func volumePlan(_ volume: Volume, colour: Colour?) -> VolumePlan {
    let byDefault = { (reason: String) in Origin(volume.range, reason: reason) }
    return VolumePlan(
      key: Traced(volume.name),
      name: volumeName(volume.name.value, colour: colour),
      colour: colour,
      adoptedName: volume.adoptedName.map {
        DeployText(
          literalPieces($0.value) + (colour.map { [.text("_\($0.rawValue)")] } ?? []),
          from: Origin($0.range))
      },
      isExternal: volume.external?.value ?? false,
      access: volume.access.map(Traced.init)
        ?? Traced(.single, from: byDefault("default: access single")),
      isPerVersion: volume.perVersion?.value ?? false,
      size: volume.size.map(Traced.init)
        ?? Traced(ByteSize(bytes: 1 << 30), from: byDefault("default: size 1Gi")),
      storageClass: volume.storageClass.map(Traced.init),
      driver: volume.driver.map(Traced.init),
      options: volume.options.map {
        ($0.name.value, Traced($0.value.value.literalText ?? "", from: Origin($0.value.range)))
      },
      node: volume.node.map(Traced.init))
  }

  private func volumeName(_ key: String, colour: Colour?) -> String {
    colour.map { "\(key)_\($0.rawValue)" } ?? key
  }

  func volumeUse(_ mount: VolumeMount, colour: Colour?) -> VolumeUsePlan {
    let volume = volumeIndex[mount.volume.value].map { manifest.volumes[$0] }
    let doubled = volume.map(isDoubled) ?? false
    return VolumeUsePlan(
      volume: volumeName(mount.volume.value, colour: doubled ? colour : nil),
      key: Traced(mount.volume),
      path: Traced(mount.path),
      readOnly: mount.readOnly.map(Traced.init)
        ?? Traced(false, from: Origin(mount.path.range, reason: "default: writable")))
  }

  func secretPlans() -> [SecretPlan] {
    var readers: [String: [String]] = [:]
    for service in manifest.services + manifest.backing {
      let names = service.secrets.map(\.secret.value) + (service.build?.secrets ?? []).map(\.value)
      for name in names where readers[name]?.last != service.name.value {
        readers[name, default: []].append(service.name.value)
      }
    }
    let gateway = manifest.gateway.map { $0.name?.value ?? "nginx" } ?? ""
    for route in manifest.gateway?.routes ?? [] {
      guard let name = route.login?.value, readers[name]?.last != gateway else { continue }
      readers[name, default: []].append(gateway)
    }
    return manifest.secrets.map { secret in
      SecretPlan(
        name: Traced(secret.name), source: source(of: secret),
        readers: readers[secret.name.value] ?? [])
    }
  }

  private func source(of secret: Secret) -> SecretPlan.Source {
    switch secret.source {
    case .variable(let name): .variable(Traced(name))
    case .file(let path): .file(hostPath(path))
    case .external(let name): .external(Traced(name))
    }
  }
}
