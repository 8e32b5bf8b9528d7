internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A folder of the host by a variable whose default is relative.
  static let mountOfVariable = ManifestRule(
    Rule(
      DiagnosticCode(187), .error, .fixed,
      "a folder of the host that begins with a variable is a whole path",
      page: RulePage(
        breaks: """
          A relative path counts from the manifest; what a variable holds is put into an artefact, \
          which lies elsewhere. The container would get another folder, an empty one.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              mounts: { 1️⃣"${DATA:-./data}": { path: /srv/data, access: shared } }
          targets: [blueGreen]
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              mounts: { "${DATA:-/srv/shop}/data": { path: /srv/data, access: shared } }
          targets: [blueGreen]
          """,
        source: "Compose: relative paths are resolved against the file's folder")),
    .services { checked, _, findings in
      for mount in checked.service.mounts {
        guard case .variable(let name, let fallback)? = mount.template.segments.first,
          let text = fallback.writtenText, !text.hasPrefix("/")
        else { continue }
        findings.report(
          at: mount.source.range,
          "'${\(name)}' begins a folder of the host, and its \(fallback.isReplacement ? "text" : "default") is "
            + "none",
          help: "write ${\(name)} without a default, or ${\(name):-/…} with a whole path")
      }
    })
}
