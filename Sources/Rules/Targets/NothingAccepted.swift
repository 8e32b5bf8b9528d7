internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An `accept` of what is not there, or is no trouble.
  static let nothingAccepted = ManifestRule(
    Rule(
      DiagnosticCode(312), .warning, .free,
      "'accept' lists only keys that are written and not supported",
      page: RulePage(
        breaks: """
          The runbook lists it as lost on that target, though it is not; and when the path is \
          misspelt, the key that was meant is an error.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          targets: { swarm: { accept: [1️⃣services.web.schedule] } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "kustomize#5811: what matches nothing was ignored")),
    .keys { decoded, findings in
      for (target, manifest) in decoded.perTarget {
        let options = manifest.targets.first { $0.target.value == target }
        guard let options, !options.accept.isEmpty else { continue }
        let lost = WrittenKeys(decoded.tree, for: target)
          .keys(in: SupportTable.unsupported(on: target)).map(\.key.path)
        for path in options.accept
        where !lost.contains(where: { AcceptedPaths.matches(path.value, $0) }) {
          findings.report(
            at: path.range,
            "'\(path.value)' is supported by \(target.rawValue), or not written there",
            help: "leave it out")
        }
      }
    })
}
