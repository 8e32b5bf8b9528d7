internal import Diagnostics

extension ManifestRule {
  /// A database that keeps its data in the container.
  static let stateWithoutVolume = ManifestRule(
    Rule(
      DiagnosticCode(209), .warning, .free,
      "a database keeps its data in a volume",
      page: RulePage(
        breaks: """
          The data is gone with the container: at the next change of its image, its settings or \
          its node.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: 1️⃣mysql:8.0
              port: 3306
              health: { command: [mysqladmin, ping] }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: mysql:8.0
              port: 3306
              health: { command: [mysqladmin, ping] }
              volumes: { data: /var/lib/mysql }
          volumes: { data: { size: 20Gi } }
          """,
        source: "the images' pages: where to store data")),
    .services { checked, _, findings in
      guard checked.isBacking, let image = checked.service.image,
        let folder = KnownImage(image.value.imageBaseName)?.dataFolder
      else { return }
      let paths =
        checked.service.volumes.map(\.path.value) + checked.service.mounts.map(\.path.value)
      guard !paths.contains(where: { $0.hasPrefix(folder) || folder.hasPrefix($0 + "/") }) else {
        return
      }
      findings.reportMissing(
        at: image.range, within: checked.service.range,
        "'\(checked.name)' keeps its data in the container",
        help: "add volumes: { NAME: \(folder) }")
    })
}
