internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A volume that is not declared.
  static let unknownVolume = ManifestRule(
    Rule(
      DiagnosticCode(122), .error, .fixed,
      "a volume that is used is declared",
      page: RulePage(
        breaks: """
          Compose and Swarm would make an empty volume of that name, and Kubernetes would leave \
          the pod pending.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { 1️⃣uplaods: /srv/uploads, uploads: /srv/more }
          volumes:
            uploads: { access: shared, node: manager }
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
        source: "the manifest language: Volumes and secrets")),
    .manifest { context, findings in
      for service in context.manifest.services + context.manifest.backing {
        for mount in service.volumes where context.volumes[mount.volume.value] == nil {
          findings.reportUnknown(mount.volume, in: context)
        }
      }
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .volume(let name) = route.destination, context.volumes[name.value] == nil
        else { continue }
        findings.reportUnknown(name, in: context)
      }
    })
}

extension RuleFindings {
  fileprivate mutating func reportUnknown(_ name: Located<String>, in context: RuleContext) {
    let near = near(name, among: context.volumeNames)
    report(
      at: name.range, "no volume named '\(name.value)' is declared",
      help: near.help ?? "declare it: volumes: { \(name.value): {} }", fix: near.fix)
  }
}
