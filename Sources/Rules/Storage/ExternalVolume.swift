internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Settings of a volume that zdc does not make.
  static let externalVolume = ManifestRule(
    Rule(
      DiagnosticCode(158), .error, .fixed,
      "an existing volume has no settings for creating it",
      page: RulePage(
        breaks: """
          The settings would be written and have no effect; an external volume per colour would \
          have to exist twice.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { uploads: /srv/uploads }
          volumes:
            uploads: { access: shared, external: true, driver: 1️⃣local, node: manager }
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
            uploads: { access: shared, external: true, node: manager }
          """,
        source: "Compose specification, volumes: external")),
    .manifest { context, findings in
      for volume in context.manifest.volumes where volume.external?.value == true {
        let settings: [(String, SourceRange?)] = [
          ("driver", volume.driver?.range), ("options", volume.options.first?.name.range),
          ("perVersion", volume.perVersion?.value == true ? volume.perVersion?.range : nil),
        ]
        for case (let key, let place?) in settings {
          findings.report(
            at: place, "the volume '\(volume.name.value)' is external, so '\(key)' has no effect",
            help: "remove \(key), or external")
        }
      }
    })
}
