internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A name without room for what is added to it.
  static let nameTooLong = ManifestRule(
    Rule(
      DiagnosticCode(131), .error, .fixed,
      "a service's name leaves room for '-green' and '-release'",
      page: RulePage(
        breaks: """
          Names of more than 63 characters are no host names: nginx could not resolve the \
          colour, and Kubernetes refuses the object.
          """,
        wrong: """
          services:
            1️⃣a-name-that-is-so-long-that-nothing-can-be-added-to-it-at-all:
              { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "RFC 1035, section 2.3.4: labels have 63 octets or less")),
    .services { checked, _, findings in
      guard !checked.isBacking, checked.name.utf8.count <= 63 else { return }
      let suffix = checked.service.release.isEmpty ? "-green" : "-release-green"
      let length = checked.name.utf8.count + suffix.utf8.count
      guard length > 63 else { return }
      findings.report(
        at: checked.service.name.range,
        "'\(checked.name)\(suffix)' has \(length) characters, and a host name at most 63",
        help: "shorten the name to \(63 - suffix.utf8.count) characters")
    })
}
