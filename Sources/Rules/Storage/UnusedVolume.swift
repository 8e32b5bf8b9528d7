internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A volume that nothing mounts.
  static let unusedVolume = ManifestRule(
    Rule(
      DiagnosticCode(124), .warning, .free,
      "a volume that is declared is used",
      page: RulePage(
        breaks: """
          Nothing breaks; a data folder that is mounted nowhere is often a mount that was \
          forgotten, and then data is written into the container and lost with it.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          volumes:
            1️⃣uploads: { size: 1Gi }
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
            uploads: { access: shared, node: manager }
          """,
        source: "the manifest language: each volume that is declared must be used")),
    .acrossTargets { contexts, findings in
      var used: Set<String> = []
      for context in contexts {
        for service in context.manifest.services + context.manifest.backing {
          used.formUnion(service.volumes.map(\.volume.value))
        }
        for route in context.manifest.gateway?.routes ?? [] {
          if case .volume(let name) = route.destination { used.insert(name.value) }
        }
      }
      for context in contexts {
        for volume in context.manifest.volumes where !used.contains(volume.name.value) {
          findings.reportMissing(
            at: volume.name.range, within: context.manifest.range,
            "nothing uses the volume '\(volume.name.value)'",
            help: "mount it: volumes: { \(volume.name.value): /path }, or remove it")
        }
      }
    })
}
