import Diagnostics
import ManifestModel
package import Planning

/// Where the gateway of each target sends one request, for people.
package struct RequestReport {
  private let request: GatewayRequest
  private let plan: DeploymentPlan

  package init(_ request: GatewayRequest, by plan: DeploymentPlan) {
    self.request = request
    self.plan = plan
  }

  /// What targets say alike is said once.
  package var text: String {
    var told: [(targets: [TargetPlan], lines: [String])] = []
    for target in plan.targets {
      let lines = lines(of: target)
      if let index = told.firstIndex(where: { $0.lines == lines }) {
        told[index].targets.append(target)
      } else {
        told.append(([target], lines))
      }
    }
    return told.map { group in
      let names = group.targets.map(\.target.rawValue).joined(separator: ", ")
      let all = group.lines + group.targets.compactMap(address)
      return "\(names)\n" + all.map { "  \($0)\n" }.joined()
    }.joined(separator: "\n")
  }

  private func lines(of target: TargetPlan) -> [String] {
    guard let gateway = target.gateway else { return ["there is no gateway"] }
    let way = gateway.way(of: request)
    return [host(gateway)] + listener(gateway)
      + (way.route.map { ["route: \($0.key.value)  \(place($0.key.origin))"] } ?? [])
      + access(way) + answer(way, gateway)
  }

  /// Whom nginx answers, where it does not answer with a redirect, which it does before it looks.
  private func access(_ way: RequestWay) -> [String] {
    switch way.answer {
    case .service, .file: break
    default: return []
    }
    guard let route = way.route else { return [] }
    func named(_ networks: [Traced<String>]) -> String {
      networks.isEmpty ? "nobody" : networks.map(\.value).joined(separator: ", ")
    }
    var lines: [String] = []
    if let first = route.deny.first {
      lines.append("not for: \(named(route.deny))  \(place(first.origin))")
    }
    if let allow = route.allow {
      lines.append("only for: \(named(allow.value))  \(place(allow.origin))")
    }
    if let login = route.login {
      lines.append("login: by the secret \(login.value)  \(place(login.origin))")
    }
    if let limit = route.rateLimit {
      lines.append(
        "at most: \(limit.rate.value) of a client, \(limit.burst.value) more at once"
          + "  \(place(limit.rate.origin))")
    }
    return lines
  }

  private func place(_ origin: Origin) -> String { "(\(origin.range))" }

  private func host(_ gateway: GatewayPlan) -> String {
    if gateway.serverNames.isEmpty { return "host: any, since the gateway has no serverNames" }
    let own = gateway.serverNames.first { ServerName.takes($0.value, request.host) }
    if let own { return "host: \(own.value)  \(place(own.origin))" }
    return "host: none of serverNames; it is answered as \(gateway.serverNames[0].value)"
  }

  private func listener(_ gateway: GatewayPlan) -> [String] {
    if request.isSecure, gateway.https == nil {
      return ["listener: HTTP, since the gateway has no HTTPS: something before it has to end that"]
    }
    let own = request.isSecure ? gateway.https : gateway.http
    guard let own else { return ["listener: none for HTTP"] }
    let port = request.port ?? (request.isSecure ? 443 : 80)
    let other = port == own.value ? "" : ", not \(port)"
    return ["listener: port \(own.value)\(other)  \(place(own.origin))"]
  }

  private func answer(_ way: RequestWay, _ gateway: GatewayPlan) -> [String] {
    switch way.answer {
    case .status(let status, let why): return ["answer: \(status), since \(why)"]
    case .health: return ["answer: 200 of the gateway itself  \(place(gateway.healthPath.origin))"]
    case .challenge: return ["answer: a file for a certificate's challenge, or 404"]
    case .redirect(let status, let location): return ["answer: \(status) to \(location)"]
    case .file(let path):
      if case .volume(let key, _)? = way.route?.destination {
        return ["answer: the file \(path) of the volume \(key.value)  \(place(key.origin))"]
      }
      guard let files = gateway.staticFiles else { return [] }
      let other = files.isSinglePage ? "index.html where it has no suffix, or 404" : "404"
      return [
        "answer: the file \(path) of the static files, else \(other)"
          + "  \(place(files.directory.origin))"
      ]
    case .service(let name, let path):
      let target = String(decoding: request.target, as: UTF8.self)
      return [
        path == target ? "asked for: \(path)" : "asked for: \(path), not \(target)",
        "service: \(name.value)  \(place(name.origin))",
      ]
    }
  }

  /// Where the target has the service.
  private func address(_ target: TargetPlan) -> String? {
    guard let gateway = target.gateway,
      case .service(let name, _) = gateway.way(of: request).answer,
      let upstream = gateway.upstreams.first(where: { $0.service.value == name.value })
    else { return nil }
    let port = upstream.port.value
    let hosts =
      switch target.target {
      case .blueGreen where !upstream.isColoured:
        upstream.addressesOfOne.map { "\($0):\(port)" }.joined(separator: " or ")
          + (upstream.role == .backing ? "" : ", by the one that runs")
      case .blueGreen:
        "\(name.value)-blue:\(port) or \(name.value)-green:\(port), by the colour that serves"
      case .swarm: "tasks.\(name.value):\(port)"
      case .kubernetes: "\(name.value):\(port)"
      }
    return "\(target.target.rawValue): \(hosts)"
  }
}

/// Names as `server_name` has them.
private enum ServerName {
  static func takes(_ name: String, _ host: String) -> Bool {
    let name = name.lowercased()
    if name.hasPrefix("*.") { return host.hasSuffix(name.dropFirst()) }
    if name.hasPrefix(".") { return host == name.dropFirst() || host.hasSuffix(name) }
    return name.hasSuffix(".*") ? host.hasPrefix(name.dropLast()) : name == host
  }
}
