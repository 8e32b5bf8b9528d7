internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Names that become one name somewhere.
  static let namesCollide = ManifestRule(
    Rule(
      DiagnosticCode(130), .error, .fixed,
      "names stay different on every target",
      page: RulePage(
        breaks: """
          Services, backing services and the gateway share one network and one namespace, \
          names lose their underscores on Kubernetes, and a file becomes SERVICE-FILE: of two \
          things with one name, the second replaces the first.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { media_files: /a, media-files: /b }
          backing:
            1️⃣web: { image: "redis:7", health: { command: [redis-cli, -e, ping] } }
          volumes:
            media_files: { access: shared, node: manager }
            2️⃣media-files: { access: shared, node: manager }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { media_files: /a }
          backing:
            cache: { image: "redis:7", health: { command: [redis-cli, -e, ping] } }
          volumes:
            media_files: { access: shared, node: manager }
          """,
        source: "kompose#420, kompose#1501: names equal after _ becomes -")),
    .manifest { context, findings in
      var services: [String: SourceRange] = [:]
      let manifest = context.manifest
      let gateway = manifest.gateway?.name.map { [$0] } ?? []
      for name in manifest.services.map(\.name) + manifest.backing.map(\.name) + gateway {
        let rendered = Manifest.dashed(name.value)
        findings.check(name, rendered, among: &services, "service")
      }
      if manifest.gateway != nil, manifest.gateway?.name == nil, let place = services["nginx"] {
        findings.report(
          at: place, "'nginx' is the gateway's name where it has no other",
          help: "write gateway: { name: … }, or give the service another name")
      }
      var volumes: [String: SourceRange] = [:]
      for volume in manifest.volumes {
        let name = volume.name.value.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 }
        findings.check(volume.name, String(name), among: &volumes, "volume")
      }
      // What Swarm's configs are called; the gateway's conf and the wrapper have theirs.
      var files: [String: SourceRange] = [:]
      if let gateway = manifest.gateway { files["nginx-conf"] = gateway.range }
      for service in manifest.services + manifest.backing {
        for file in service.files {
          findings.check(
            file.name,
            "\(Manifest.dashed(service.name.value))-\(file.name.value)", among: &files,
            "file")
        }
      }
    })
}

extension RuleFindings {
  fileprivate mutating func check(
    _ name: Located<String>, _ rendered: String, among taken: inout [String: SourceRange],
    _ kind: String
  ) {
    guard let first = taken[rendered] else {
      taken[rendered] = name.range
      return
    }
    report(
      at: name.range,
      rendered == name.value
        ? "the name '\(name.value)' is taken by another \(kind)"
        : "the \(kind) '\(name.value)' becomes '\(rendered)', and so does another",
      help: "give one of the two another name",
      notes: [Diagnostic.Note("first taken here", at: first)])
  }
}
