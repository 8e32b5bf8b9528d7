import Diagnostics
import ManifestModel

extension GatewayPlan {
  /// Where nginx sends a request; each step is held against the real one.
  package func way(of request: GatewayRequest) -> RequestWay {
    guard let read = RequestPath.read(request.target) else {
      return RequestWay(
        answer: .status(400, why: "the path is none that nginx can decode"), route: nil)
    }
    if read.path == Array(healthPath.value.utf8) { return RequestWay(answer: .health, route: nil) }
    let isSecure = request.isSecure && https != nil
    if answersChallenges(isSecure), read.path.starts(with: "/.well-known/acme-challenge/".utf8) {
      return RequestWay(answer: .challenge, route: nil)
    }
    if !isSecure, redirect.value {
      let port = redirectPort == 443 ? "" : ":\(redirectPort)"
      let target = String(decoding: request.target, as: UTF8.self)
      return RequestWay(
        answer: .redirect(308, location: "https://\(request.host)\(port)\(target)"), route: nil)
    }
    return way(of: read, as: request.target)
  }

  /// Servers for HTTPS alone have no answers to certificates' challenges.
  private func answersChallenges(_ isSecure: Bool) -> Bool {
    http != nil && (!isSecure || (!redirect.value && serverNames.isEmpty))
  }

  private func way(
    of read: (path: [UInt8], query: [UInt8]?), as target: [UInt8]
  ) -> RequestWay {
    var matches = routes.map { (match: $0.match, isProxied: $0.isProxied) }
    if staticFiles != nil { matches.append((match: .prefix("/"), isProxied: false)) }
    let table = RouteTable(matches)
    let choice = table.choice(of: read.path)
    // A location's own expressions are asked before those around it.
    if case .route(let position)? = choice, position < routes.count,
      routes[position].match.expression != nil, let nearest = table.prefix(of: read.path),
      nearest < routes.count, case .volume = routes[nearest].destination,
      let prefix = routes[nearest].match.path, Self.isHidden(read.path, below: prefix)
    {
      return RequestWay(answer: Self.hidden, route: routes[nearest])
    }
    switch choice {
    case nil:
      return RequestWay(answer: .status(404, why: "no route has this path"), route: nil)
    case .slash(let position):
      let path = EncodedPath.path(Array((routes[position].match.path ?? "").utf8))
      return RequestWay(
        answer: .redirect(
          301, location: String(decoding: path + EncodedPath.query(read.query), as: UTF8.self)),
        route: routes[position])
    case .route(let position) where position == routes.count:
      let path = String(decoding: read.path, as: UTF8.self)
      return RequestWay(
        answer: Self.isHidden(read.path, below: "/") ? Self.hidden : .file(path), route: nil)
    case .route(let position):
      let route = routes[position]
      return RequestWay(answer: answer(of: route, to: read, as: target), route: route)
    }
  }

  private static let hidden = RequestWay.Answer.status(
    404, why: "what begins with '.' is not served")

  private static func isHidden(_ path: [UInt8], below prefix: String) -> Bool {
    (try? RouteExpression(hiddenFiles(below: prefix), ignoringCase: false))?.match(path) != nil
  }

  /// What takes `/.git/config` and `/.env`, which are in a folder by accident, and not what is below
  /// `/.well-known/`, which is there to be read (RFC 8615).
  ///
  /// - Parameter prefix: it may have such a part itself, which is meant to be served.
  package static func hiddenFiles(below prefix: String) -> String {
    let start = RouteExpression.quoted(prefix) + (prefix.hasSuffix("/") ? "(?:.*/)?" : ".*/")
    return prefix == "/" ? "/\\.(?!well-known/)" : "^\(start)\\.(?!well-known/)"
  }

  /// Names with what a bundler or Django's collectstatic makes of their content: `app.3f9a1c2b.js`,
  /// `index-BX2kd9aQ.css`, `app.27e20196a850.js.map`. Pages are none of these: they name the files.
  package static let hashedFiles = "[.-][0-9A-Za-z_-]{8,}\\.(?!html?$)[0-9a-z]+(?:\\.map)?$"

  private func answer(
    of route: RoutePlan, to read: (path: [UInt8], query: [UInt8]?), as target: [UInt8]
  ) -> RequestWay.Answer {
    switch route.destination {
    case .volume:
      let prefix = route.match.path ?? ""
      if Self.isHidden(read.path, below: prefix) { return Self.hidden }
      let rest = String(decoding: read.path.dropFirst(prefix.utf8.count), as: UTF8.self)
      return .file(rest.hasPrefix("/") ? rest : "/" + rest)
    case .service(let name):
      let path = route.pathChange.flatMap { $0.asked(read) } ?? target
      return .service(name, path: String(decoding: path, as: UTF8.self))
    case .redirect(let to, let status):
      let change = RoutePlan.PathChange(route.match, to: to.value)
      return .redirect(
        status.value, location: String(decoding: change.location(read, as: target), as: UTF8.self))
    }
  }
}

extension RoutePlan {
  /// Whether a service answers it.
  package var isProxied: Bool { if case .service = destination { true } else { false } }
}

extension RoutePlan.PathChange {
  typealias Request = (path: [UInt8], query: [UInt8]?)

  /// Path and query that the service is asked for; `nil` where the expression takes no such path.
  func asked(_ request: Request) -> [UInt8]? {
    guard let path = filled(request.path, { $0 }) else { return nil }
    // Before 1.31 nginx left bytes as they were where the client had encoded none of a path.
    return EncodedPath.path(path) + EncodedPath.query(request.query)
  }

  /// Where the client is sent.
  func location(_ request: Request, as target: [UInt8]) -> [UInt8] {
    let hasQuery = replacement.contains("?")
    let query = hasQuery ? [] : EncodedPath.query(request.query)
    if isFixed { return Array(replacement.utf8) + query }
    let isEncoded = target.prefix { $0 != UInt8(ascii: "?") }.contains {
      $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+")
    }
    let filled = filled(request.path) { isEncoded ? EncodedPath.captured($0) : $0 } ?? []
    return EncodedPath.redirected(filled) + query
  }

  /// The replacement with what the expression captures.
  private func filled(_ path: [UInt8], _ encode: ([UInt8]) -> [UInt8]) -> [UInt8]? {
    let ignoresCase = expression.hasPrefix("(?i)")
    let text = ignoresCase ? String(expression.dropFirst(4)) : expression
    guard let own = try? RouteExpression(text, ignoringCase: ignoresCase),
      let captures = own.match(path)
    else { return nil }
    var result: [UInt8] = []
    var rest = Array(replacement.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let digit = rest.popFirst() else {
        result.append(byte)
        continue
      }
      let number = Int(digit) - Int(UInt8(ascii: "0"))
      if captures.indices.contains(number), let range = captures[number] {
        result += encode(Array(path[range]))
      }
    }
    return result
  }
}
