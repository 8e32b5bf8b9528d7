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
              command: [serve, 1️⃣--backend=api:9000]
              port: 80
              health: /up
              env: { API_URL: 2️⃣http://api:9000/v1, API_HOST: 3️⃣api }
            api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve, "--backend=${api.host}:${api.port}"]
              port: 80
              health: /up
              env: { API_URL: "${api.url}/v1", API_HOST: "${api.host}" }
            api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
          """,
        source: "the manifest language: References")),
    .services { checked, context, findings in
      guard !checked.isBacking else { return }
      let service = checked.service
      let written =
        service.env.map { ($0.value, $0.name.value) }
        + service.commandWords.map { ($0, LiteralAddress.noName) }
      for (text, name) in written {
        guard let address = text.value.literalText.map(LiteralAddress.behindFlag),
          let host = LiteralAddress.host(of: address, in: name),
          let meant = context.coloured(host)
        else { continue }
        findings.report(
          at: text.range, "there is no host '\(host)' under blue-green, each colour has one",
          help: "write \(LiteralAddress.reference(to: meant, for: address))")
      }
    })
}

extension ServiceKeys {
  /// All that a container of it runs but its health check, which asks itself.
  fileprivate var commandWords: [Located<Template>] {
    (command?.words ?? []) + (entrypoint?.words ?? []) + release.flatMap(\.words)
  }
}

/// Host names in texts.
enum LiteralAddress {
  /// Of a text that is no variable's.
  static let noName = ""

  /// `api:9000` of `--backend=api:9000`.
  static func behindFlag(_ word: String) -> String {
    guard word.hasPrefix("-"), let sign = word.firstIndex(of: "=") else { return word }
    return String(word[word.index(after: sign)...])
  }

  /// What to write in the place of an address; a port that is not the service's own stays.
  static func reference(to service: Service, for address: String) -> String {
    let name = service.name.value
    let port = port(of: address).map { ":" + $0 } ?? ""
    let known = service.port.map { ":\($0.value)" }
    let scheme = address.firstRange(of: "://").map { String(address[..<$0.upperBound]) } ?? ""
    let isWhole = port.isEmpty || port == known
    if !scheme.isEmpty, isWhole, service.scheme != nil || scheme == "http://" {
      return "${\(name).url}"
    }
    let written = port.isEmpty ? "" : port == known ? ":${\(name).port}" : port
    return "\(scheme)${\(name).host}\(written)"
  }

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
