internal import Diagnostics
internal import ManifestModel

extension Service {
  /// Whether both versions of it run during a switch.
  var isSwitched: Bool { self.effectiveRole == .web || self.effectiveRole == .worker }

  /// Whether there is more than one of it, be it in a switch alone.
  var isDoubled: Bool { isSwitched || (self.replicas?.value ?? 1) > 1 }
}

extension KnownService {
  /// Where it belongs: no `access` makes one folder right for two of it.
  var asBacking: String {
    "write '\(service.name.value)' under 'backing': there is one of it, and no switch replaces it"
  }
}

extension RuleFindings {
  /// Tells of databases that would have one folder twice.
  ///
  /// - Returns: the volumes of which that is told.
  mutating func reportStores(of context: RuleContext) -> Set<String> {
    var told: Set<String> = []
    for service in context.manifest.services {
      guard !service.volumes.isEmpty, service.isDoubled, let store = KnownService(service) else {
        continue
      }
      for mount in service.volumes
      where mount.readOnly?.value != true && store.image.isNearData(mount.path.value)
        && context.volume(mount.volume.value)?.perVersion?.value != true
      {
        told.insert(mount.volume.value)
        report(
          at: mount.volume.range,
          "\(store.title) would run twice on the volume '\(mount.volume.value)' during a switch",
          help: store.asBacking)
      }
    }
    return told
  }
}
