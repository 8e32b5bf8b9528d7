internal import Diagnostics
internal import YAMLReading

extension Gateway {
  init(_ keys: ObjectReader, into log: inout DiagnosticLog) {
    let listen = keys.object("listen")
    let files = keys.object("static")
    self.init(
      range: keys.range, name: keys.text("name"), image: keys.template("image"),
      http: listen?.integer("http"), https: listen?.integer("https"),
      address: listen?.text("address"),
      redirect: listen?.boolean("redirect"),
      certificates: keys.object("tls")?.text("certificates"), health: keys.text("health"),
      replicas: keys.integer("replicas"), networks: keys.texts("networks"),
      serverNames: keys.texts("serverNames"),
      maxBodySize: keys.size("maxBodySize"), gzip: keys.boolean("gzip"),
      logFormat: keys.choice("logFormat"), securityHeaders: keys.boolean("securityHeaders"),
      trust: keys.texts("trust"),
      staticFiles: files.flatMap { files in
        files.text("directory").map { StaticFiles(directory: $0, spa: files.boolean("spa")) }
      },
      routes: keys.entries("routes").compactMap { Route($0, into: &log) },
      snippets: Snippets(keys.object("snippets")))
  }
}

extension Gateway.Snippets {
  fileprivate init(_ keys: ObjectReader?) {
    self.init(
      http: keys?.foreignText("http"), server: keys?.foreignText("server"),
      locations: keys?.entries("location").compactMap { entry in
        entry.value.locatedForeignText.map { Location(key: entry.key, text: $0) }
      } ?? [])
  }
}

extension Route {
  /// `nil` where it leads nowhere; that is reported here, because an overlay may exchange a service
  /// for a volume.
  fileprivate init?(_ entry: YAMLEntry, into log: inout DiagnosticLog) {
    let keys = ObjectReader(entry.value, as: Language.route)
    guard entry.value.items == nil, let match = RouteMatch(entry.key.value),
      let chosen = ExcludingKeys.one(keys, at: entry.key.range, into: &log),
      let destination = Destination(chosen.key.value, keys)
    else { return nil }
    self.init(
      key: entry.key, match: match, range: entry.opening,
      destination: destination,
      websocket: keys.boolean("websocket"), timeout: keys.duration("timeout"),
      stripPrefix: keys.boolean("stripPrefix"), events: keys.boolean("events"),
      bufferAnswers: keys.boolean("buffering") ?? keys.object("buffering")?.boolean("answers"),
      bufferRequests: keys.boolean("buffering") ?? keys.object("buffering")?.boolean("requests"),
      rewrite: keys.foreignText("rewrite"), headers: keys.object("headers").map(Headers.init),
      allow: keys.node("allow").map { Located(keys.texts("allow"), at: $0.range) },
      deny: keys.texts("deny"), rateLimit: keys.object("rateLimit").flatMap(RateLimit.init),
      login: keys.object("auth")?.text("basic"))
  }
}

extension Route.Destination {
  fileprivate init?(_ key: String, _ keys: ObjectReader) {
    guard key == "redirect" else {
      guard let name = keys.text(key) else { return nil }
      self = key == "service" ? .service(name) : .volume(name)
      return
    }
    guard let redirect = keys.object(key), let to = redirect.foreignText("to") else { return nil }
    self = .redirect(Route.Redirect(to: to, status: redirect.integer("status")))
  }
}

extension Route.RateLimit {
  fileprivate init?(_ keys: ObjectReader) {
    guard let rate = keys.parsed("rate", RequestRate.init) else { return nil }
    self.init(rate: rate, burst: keys.integer("burst"))
  }
}

extension Route.Headers {
  fileprivate init(_ keys: ObjectReader) {
    let all = { (key: String) in
      keys.entries(key).compactMap { entry in
        entry.value.locatedText.map { Route.Header(name: entry.key, value: $0) }
      }
    }
    self.init(range: keys.range, request: all("request"), response: all("response"))
  }
}
