package import Diagnostics
package import Planning

/// The facts of a conf: each directive is one, its block is the subject.
package struct NginxFactReader {
  private var list = FactList(about: FactSubject(.block, ""))
  private var way: [String]

  private init(way: [String]) { self.way = way }

  package static func facts(
    of file: SourceFile, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    NginxConf.read(file, into: &log).map { facts(of: $0, in: FactSubject(.block, "")) }
  }

  static func facts(
    of conf: ArtefactConf, into log: inout DiagnosticLog
  ) -> [DeploymentFact]? {
    log.append(conf.log)
    return conf.directives.map { facts(of: $0, in: FactSubject(.block, "")) }
  }

  /// - Parameter subject: the block that the directives stand in.
  static func facts(of conf: [NginxDirective], in subject: FactSubject) -> [DeploymentFact] {
    var reader = NginxFactReader(way: subject.name.isEmpty ? [] : [subject.name])
    reader.turn()
    reader.read(conf)
    return reader.list.facts
  }

  private mutating func turn() { list.turn(to: .block, way.joined(separator: " / ")) }

  private mutating func read(_ directives: [NginxDirective]) {
    var servers = 0
    var addresses = 0
    for directive in directives {
      let origin = Origin(directive.range)
      guard let block = directive.block else {
        add(directive, origin, behind: addresses)
        if directive.name == "server" { addresses += 1 }
        continue
      }
      var name = FactText.arguments(directive.words.map(Renderings.nginxText))
      if name == "server" {
        servers += 1
        name += " \(servers)"
      }
      way.append(name)
      turn()
      list.add(.declared, "block", from: origin)
      read(block)
      way.removeLast()
      turn()
    }
  }

  /// - Parameter addresses: how many an upstream has above this one: each has its own port.
  private mutating func add(
    _ directive: NginxDirective, _ origin: Origin, behind addresses: Int
  ) {
    let arguments = directive.arguments.map(Renderings.nginxText)
    let text = FactText.arguments(arguments)
    switch (directive.name, arguments.count) {
    case ("listen", _): list.add(.listen, text, from: origin)
    case ("server_name", _): list.add(.serverNames, text, from: origin)
    case ("server", 1...): addServer(arguments, origin, addresses)
    case ("proxy_pass", 1): list.add(.routeService, text, from: origin)
    case ("alias", 1): list.add(.routeVolume, text, from: origin)
    case ("proxy_read_timeout", 1), ("proxy_send_timeout", 1), ("proxy_next_upstream_timeout", 1):
      list.add(.routeTimeout, key: directive.name, Renderings.nginxSeconds(text), from: origin)
    case ("proxy_set_header", 2):
      list.add(.header, key: arguments[0], FactText.arguments([arguments[1]]), from: origin)
    case ("worker_shutdown_timeout", 1):
      list.add(.drain, Renderings.nginxSeconds(text), from: origin)
    case ("client_max_body_size", 1):
      list.add(.maxBodySize, Renderings.nginxSize(text), from: origin)
    default: list.add(.directive, key: directive.name, text, from: origin)
    }
  }

  /// `server ADDRESS:PORT FLAGS` of an upstream.
  private mutating func addServer(_ arguments: [String], _ origin: Origin, _ index: Int) {
    let parts = arguments[0].split(separator: ":", omittingEmptySubsequences: false)
    list.add(
      .upstreamAddress, index: index, parts.dropLast().joined(separator: ":"), from: origin)
    list.add(.port, index: index, String(parts.last ?? ""), from: origin)
    if arguments.count > 1 {
      list.add(
        .upstreamFlags, index: index, FactText.arguments(Array(arguments.dropFirst())),
        from: origin)
    }
  }
}
