internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A volume that one can mount and several need.
  static let volumeForOne = ManifestRule(
    Rule(
      DiagnosticCode(207), .error, .fixed,
      "a volume that several instances need is shared",
      page: RulePage(
        breaks: """
          During a switch the old and the new version run side by side. Where the volume can be \
          mounted by one of them alone, the new one never starts; where nothing prevents it, two \
          programs that think they are alone write one folder.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { 1️⃣uploads: /srv/uploads }
          volumes:
            uploads: { size: 1Gi }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { uploads: /srv/uploads }
          volumes:
            uploads: { access: shared, size: 1Gi, node: manager }
          """,
        source: "Kubernetes: ReadWriteOnce volumes and rolling updates (multi-attach error)")),
    .manifest { context, findings in
      let stores = findings.reportStores(of: context)
      var users: [String: [(service: Located<String>, mount: VolumeMount, isDoubled: Bool)]] = [:]
      for service in context.manifest.services {
        for mount in service.volumes {
          let isAlone =
            (context.isPerVersion(mount.volume.value) || !service.isSwitched)
            && (service.replicas?.value ?? 1) < 2
          users[mount.volume.value, default: []].append((service.name, mount, !isAlone))
        }
      }
      for service in context.manifest.backing {
        for mount in service.volumes {
          users[mount.volume.value, default: []].append((service.name, mount, false))
        }
      }
      for volume in context.manifest.volumes
      where volume.access?.value != .shared && !stores.contains(volume.name.value) {
        let all = users[volume.name.value] ?? []
        let isRouted = context.manifest.gateway?.routes.contains { route in
          guard case .volume(let name) = route.destination else { return false }
          return name.value == volume.name.value
        }
        // One per colour: the gateway reads the one of the colour that serves.
        let isServed = isRouted == true && !context.isPerVersion(volume.name.value)
        guard let first = all.first, all.count > 1 || first.isDoubled || isServed else {
          continue
        }
        let culprit = all.first { $0.isDoubled } ?? all[all.count - 1]
        let reason =
          culprit.isDoubled
          ? context.isPerVersion(volume.name.value)
            ? "each instance of '\(culprit.service.value)' mounts it"
            : "both versions of '\(culprit.service.value)' mount it during a switch"
          : all.count > 1
            ? "'\(all[0].service.value)' and '\(all[1].service.value)' mount it"
            : "'\(first.service.value)' and the gateway mount it"
        // Under Swarm a local volume exists once a node (ZDC301).
        let isLocal = volume.driver == nil && volume.external?.value != true && volume.node == nil
        let shared =
          "access: shared"
          + (context.options(.swarm)?.isEnabled?.value != false && isLocal
            ? " and node: manager" : "")
        findings.reportMissing(
          at: culprit.mount.volume.range, within: volume.range,
          under: ["access", "perVersion"],
          "the volume '\(volume.name.value)' is for one, and \(reason)",
          help: culprit.isDoubled && !isServed
            ? "write \(shared) at the volume where two may write it at once, or role: singleton"
              + " at '\(culprit.service.value)', which is away while it is replaced"
            : "write \(shared) at the volume",
          notes: [Diagnostic.Note("the volume is declared here", at: volume.name.range)])
      }
    })
}

extension RuleContext {
  /// Whether each colour has a volume of its own. A target that only accepts `perVersion` has one
  /// for both.
  func isPerVersion(_ name: String) -> Bool {
    volume(name)?.perVersion?.value == true
      && targets.allSatisfy { target in
        target == .blueGreen
          || options(target)?.accept.contains { $0.value.hasSuffix(".perVersion") } != true
      }
  }
}
