internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Two things at one path of a container.
  static let pathsCollide = ManifestRule(
    Rule(
      DiagnosticCode(147), .error, .fixed,
      "each path of a container is used once",
      page: RulePage(
        breaks: "The engine refuses the container, or one mount hides the other.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              tmpfs: 1️⃣/srv/uploads/
              volumes: { uploads: /srv/uploads }
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
              tmpfs: /srv/scratch
              volumes: { uploads: /srv/uploads }
          volumes:
            uploads: { access: shared, node: manager }
          """,
        source: "Docker: 'Duplicate mount point'; Kubernetes: 'must be unique'")),
    .services { checked, _, findings in
      let service = checked.service
      let paths =
        service.volumes.map(\.path) + service.mounts.map(\.path) + service.files.map(\.path)
        + service.tmpfs.map(\.path)
      guard paths.count > 1 else { return }
      var taken: [String: SourceRange] = [:]
      for path in paths {
        let parts = path.value.split(separator: "/").joined(separator: "/")
        guard let first = taken[parts] else {
          taken[parts] = path.range
          continue
        }
        findings.report(
          at: path.range, "the path '\(path.value)' is taken already in '\(checked.name)'",
          help: "give one of the two another path",
          notes: [Diagnostic.Note("first taken here", at: first)])
      }
    })
}
