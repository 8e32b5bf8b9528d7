internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A port that is taken twice.
  static let portsCollide = ManifestRule(
    Rule(
      DiagnosticCode(148), .error, .fixed,
      "a port is used once",
      page: RulePage(
        breaks: """
          The second listener fails with "address already in use"; on the host the engine \
          refuses the container, and a deployment stops half-way.
          """,
        wrong: """
          gateway: { listen: { http: 8080, https: 8443 }, tls: { certificates: tls }, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              ports: { metrics: 1️⃣80 }
              health: /up
          backing:
            proxy: { image: "shop/p:1", port: 81, health: /up, publish: [2️⃣"127.0.0.1:8443:81"] }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        right: """
          gateway: { listen: { http: 8080, https: 8443 }, tls: { certificates: tls }, routes: { /: web } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              ports: { metrics: 9100 }
              health: /up
          backing:
            proxy: { image: "shop/p:1", port: 81, health: /up, publish: ["127.0.0.1:8444:81"] }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        source: "Docker: port is already allocated; compose#3088")),
    .manifest { context, findings in
      let manifest = context.manifest
      for service in manifest.services + manifest.backing where !service.ports.isEmpty {
        let own = service.port.map { [("port", $0)] } ?? []
        findings.checkPorts(
          own + service.ports.map { ("ports.\($0.name.value)", $0.port) }, "service")
      }
      var onHost: [(String, Located<Int>)] = []
      var overUDP: [(String, Located<Int>)] = []
      if let http = manifest.gateway?.http { onHost.append(("listen.http", http)) }
      if let https = manifest.gateway?.https { onHost.append(("listen.https", https)) }
      for service in manifest.services + manifest.backing {
        for mapping in service.publish {
          guard let port = mapping.value.knownPort else { continue }
          let published = (service.name.value, Located(port, at: mapping.range))
          if mapping.value.isUDP { overUDP.append(published) } else { onHost.append(published) }
        }
      }
      findings.checkPorts(onHost, "host")
      findings.checkPorts(overUDP, "host")
    })
}

extension RuleFindings {
  fileprivate mutating func checkPorts(
    _ ports: [(owner: String, port: Located<Int>)], _ place: String
  ) {
    var taken: [Int: SourceRange] = [:]
    for (_, port) in ports {
      guard let first = taken[port.value] else {
        taken[port.value] = port.range
        continue
      }
      report(
        at: port.range, "port \(port.value) of the \(place) is taken twice",
        help: "give one of the two another port",
        notes: [Diagnostic.Note("first taken here", at: first)])
    }
  }
}
