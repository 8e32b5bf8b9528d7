internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key that has no effect on a target.
  static let unsupportedKey = ManifestRule(
    Rule(
      DiagnosticCode(311), .error, .fixed,
      "a key that a target does not support is listed in its 'accept'",
      page: RulePage(
        breaks: """
          What the key says is lost on that target, and nobody learns of it before production \
          does. 'zdc targets' shows what each target makes of each key.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            cleanup:
              image: shop/web:1
              role: job
              1️⃣schedule: "30 3 * * *"
              command: [clean]
          targets: { blueGreen: { enabled: false } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
            cleanup:
              image: shop/web:1
              role: job
              schedule: "30 3 * * *"
              command: [clean]
          targets:
            blueGreen: { enabled: false }
            swarm: { accept: [services.cleanup.schedule] }
          """,
        source: "kompose and Score: probes and limits were dropped with a log line")),
    .keys { decoded, findings in
      for (target, manifest) in decoded.perTarget {
        let accepted = AcceptedPaths(manifest.targets.first { $0.target.value == target })
        let written = WrittenKeys(decoded.tree, for: target)
        for (key, row) in written.keys(in: SupportTable.unsupported(on: target))
        where !accepted.contains(key.path) {
          let support = row.support(on: target)
          findings.report(
            at: key.range,
            "'\(key.text)' has no effect on \(target.rawValue): \(support.remark ?? "")",
            help: help(for: key, on: target, of: manifest), only: target)
        }
      }
    })
}

extension ManifestRule {
  /// What a database writes into a folder of the host would be lost with the container, so that is
  /// nothing to accept.
  private static func help(
    for key: WrittenKey, on target: Target, of manifest: Manifest
  ) -> String {
    let services = key.path[0] == "backing" ? manifest.backing : manifest.services
    let mounts =
      key.path.last == "mounts" ? services.first { $0.name.value == key.path[1] }?.mounts : nil
    if mounts?.contains(where: { $0.readOnly?.value != true }) == true {
      return "write a volume, which outlives the container: volumes: { NAME: PATH },"
        + " or leave \(target.rawValue) out of 'targets'"
    }
    return "if that is fine, write targets: { \(target.rawValue): { accept: [\(key.text)] } }"
  }
}
