internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// The address of a coloured service as text.
  static let literalAddress = ManifestRule(
    Rule(
      DiagnosticCode(247), .error, .free,
      "a coloured service is addressed by a reference",
      page: RulePage(
        breaks: """
          Under blue-green there is no host 'api': there are 'api-blue' and 'api-green'. The \
          request finds nobody, or, where somebody makes the name work, the wrong version.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { API_URL: 1️⃣http://api:9000/v1, API_HOST: 2️⃣api }
            api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              env: { API_URL: "${api.url}/v1", API_HOST: "${api.host}" }
            api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
          """,
        source: "the manifest language: References")),
    .services { checked, context, findings in
      guard !checked.isBacking else { return }
      for variable in checked.service.env {
        guard let text = variable.value.value.literalText,
          let host = LiteralAddress.host(of: text, in: variable.name.value),
          context.coloured(host) != nil
        else { continue }
        let port = LiteralAddress.port(of: text).map { ":" + $0 } ?? ""
        let isURL = text.holds("://") && context.coloured(host)?.scheme != nil
        let known = context.coloured(host)?.port.map { ":\($0.value)" }
        let written =
          port.isEmpty ? "" : port == known ? ":${\(host).port}" : port
        let scheme = text.firstRange(of: "://").map { String(text[..<$0.upperBound]) } ?? ""
        findings.report(
          at: variable.value.range,
          "there is no host '\(host)' under blue-green, each colour has one",
          help: text.holds("://") && (isURL || scheme == "http://")
            && (port.isEmpty || port == known)
            ? "write ${\(host).url}" : "write \(scheme)${\(host).host}\(written)")
      }
    })
}

/// Host names in texts.
enum LiteralAddress {
  /// The digits behind the host, if there are any.
  static func port(of text: String) -> String? {
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    let authority = rest.prefix { !"/?#".contains($0) }.split(separator: "@").last ?? ""
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && Int(parts[1]) != nil ? String(parts[1]) : nil
  }

  /// Of a URL, of `host:port`, or of a variable that is called a host.
  static func host(of text: String, in variable: String) -> String? {
    if let scheme = text.firstRange(of: "://") {
      let rest = text[scheme.upperBound...]
      let authority = rest.prefix { !"/?#".contains($0) }
      let host = authority.split(separator: "@").last ?? ""
      return String(host.prefix { $0 != ":" })
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, Int(parts[1]) != nil { return String(parts[0]) }
    return variable.hasSuffix("HOST") || variable.hasSuffix("HOSTNAME") ? text : nil
  }
}
