internal import Diagnostics
internal import YAMLReading

extension Gateway {
  init(_ keys: ObjectReader, into log: inout DiagnosticLog) {
    let listen = keys.object("listen")
    let files = keys.object("static")
    self.init(
      range: keys.range, name: keys.text("name"), image: keys.template("image"),
      http: listen?.integer("http"), https: listen?.integer("https"),
      redirect: listen?.boolean("redirect"),
      certificates: keys.object("tls")?.text("certificates"), health: keys.text("health"),
      replicas: keys.integer("replicas"), serverNames: keys.texts("serverNames"),
      maxBodySize: keys.size("maxBodySize"),
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
        entry.value.locatedForeignText.map { Location(prefix: entry.key, text: $0) }
      } ?? [])
  }
}

extension Route {
  /// `nil` where it leads nowhere; that is reported here, because an overlay may exchange a service
  /// for a volume.
  fileprivate init?(_ entry: YAMLEntry, into log: inout DiagnosticLog) {
    let keys = ObjectReader(entry.value, as: Language.route)
    guard entry.value.items == nil,
      let chosen = ExcludingKeys.one(keys, at: entry.key.range, into: &log),
      let name = keys.text(chosen.key.value)
    else { return nil }
    self.init(
      prefix: entry.key, range: entry.opening,
      destination: chosen.key.value == "service" ? .service(name) : .volume(name),
      websocket: keys.boolean("websocket"), timeout: keys.duration("timeout"),
      stripPrefix: keys.boolean("stripPrefix"), buffering: keys.boolean("buffering"))
  }
}
