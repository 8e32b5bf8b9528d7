import Foundation
import TestSupport
import Testing

/// N1–N3, N5, N7 and what follows from the names in a configuration (C4, C5): what nginx and
/// another reader say of it.
@Suite(
  "Faults of the guide's nginx files", .waits,
  .enabled(if: ScratchNginx.isThere && SecondReaders.areThere, ScratchNginx.reason))
struct NginxFaultTests {
  static let generatedFolder = Generated.folder.appending(path: "docker/nginx")
  private static let blueGreen = "nginx-blue-green.conf"
  private static let swarm = "nginx-swarm.conf"

  /// What `nginx -t` says where no name of a service leads anywhere.
  private func verdict(_ folder: URL, _ name: String) throws -> String {
    try withScratchFolder { scratch in
      try ScratchNginx(folder.appending(path: name), in: scratch).test()
    }
  }

  @Test("N1 resolve needs a zone in the upstream, and an nginx that knows it")
  func n1() throws {
    let said = try verdict(Guide.folder, Self.swarm)
    #expect(said.contains("requires upstream \"django_backend\""), "\(said)")
    #expect(try verdict(Self.generatedFolder, Self.swarm) == "")
    // 1.27.3 is the first open-source version that knows the parameter.
    func isOldOrUnknown(_ file: Tree) -> Bool {
      let version = (file.services.nginx.image.text ?? "").firstMatch(of: /:([0-9]+)\.([0-9]+)/)
      guard let version, let major = Int(version.1), let minor = Int(version.2) else { return true }
      return (major, minor) < (1, 28)
    }
    #expect(isOldOrUnknown(try SecondReaders.guide("docker-compose.swarm.yml")))
    #expect(
      !isOldOrUnknown(try SecondReaders.generated("docker/docker-compose.blue-green.yml")))
  }

  @Test("N2 without resolve nginx -t passes only where all names lead somewhere")
  func n2() throws {
    let said = try verdict(Guide.folder, Self.blueGreen)
    #expect(said.contains("host not found in upstream \"django-blue:8000\""), "\(said)")
    #expect(try verdict(Self.generatedFolder, Self.blueGreen) == "")
  }

  /// Every location that hands on requests, with the block that it stands in.
  private func proxying(_ conf: Directive) -> [Directive] {
    conf.deep("location").filter { $0.first("proxy_pass") != nil }
  }

  @Test("N3 keepalive without the headers that keep a connection")
  func n3() throws {
    func closing(_ conf: Directive) -> [String] {
      guard !conf.deep("keepalive").isEmpty else { return ["nothing is kept"] }
      return proxying(conf).filter { location in
        !location.all("proxy_set_header").contains { $0.arguments.first == "Connection" }
          || location.first("proxy_http_version") != ["1.1"]
      }.compactMap(\.arguments.last)
    }
    #expect(closing(try SecondReaders.guideConf(Self.blueGreen)) == ["/api/"])
    #expect(closing(try SecondReaders.guideConf(Self.swarm)) == ["/api/"])
    for name in [Self.blueGreen, Self.swarm] {
      #expect(closing(try SecondReaders.generatedConf(name)) == [])
    }
  }

  @Test("N5 an upstream that nothing uses")
  func n5() throws {
    func unused(_ conf: Directive) -> [String] {
      let used = proxying(conf).compactMap { $0.first("proxy_pass")?.first }
        .flatMap { target in
          ["blue", "green"].map { target.replacing("$colour", with: $0) }
        }
      return conf.deep("upstream").compactMap(\.arguments.first)
        .filter { !used.contains("http://\($0)") }
    }
    for name in [Self.blueGreen, Self.swarm] {
      #expect(unused(try SecondReaders.guideConf(name)) == ["fastapi_backend"])
      #expect(unused(try SecondReaders.generatedConf(name)) == [])
      #expect(!(try SecondReaders.generatedConf(name)).deep("upstream").isEmpty)
    }
  }

  @Test("N7 a name is believed longer than an old instance stays")
  func n7() throws {
    /// Seconds that an instance goes on for after it was told to end, less those that it may be
    /// sent requests for and the longest request.
    func margin(_ conf: Directive, _ stack: Tree) throws -> Double {
      let resolver = try #require(conf.deep("resolver").first?.arguments)
      let valid = resolver.lazy.compactMap { $0.split(separator: "=").last }
        .compactMap { Tree.text(String($0)).seconds }.first
      let longest = proxying(conf).filter { $0.arguments.last == "/api/" }
        .compactMap { $0.first("proxy_read_timeout")?.first }
        .compactMap { Tree.text($0).seconds }.first
      let words = stack.services.django.entrypoint.items.compactMap(\.text)
      let pause = words.firstIndex(of: "--pause").flatMap { Double(words[$0 + 1]) }
      return (pause ?? 0) - (valid ?? 0) - (longest ?? 60)
    }
    let stack = "docker-compose.swarm.yml"
    #expect(try margin(SecondReaders.guideConf(Self.swarm), SecondReaders.guide(stack)) == -70)
    #expect(
      try margin(
        SecondReaders.generatedConf(Self.swarm), SecondReaders.generated("docker/\(stack)")) > 0)
  }

  @Test("C4 the gateway does not start before the colour that it names, nor the static site")
  func c4() throws {
    func answers(_ folder: URL) throws -> [String] {
      try withScratchFolder { scratch in
        let services = try Services(["nobody"], in: scratch)
        defer { services.stop() }
        let nginx = try ScratchNginx(
          folder.appending(path: Self.blueGreen), in: scratch, services: services)
        defer { nginx.stop() }
        guard try nginx.start() else { return [] }
        return try [nginx.ask("/nginx-health") ?? "", nginx.ask("/any/page") ?? ""]
      }
    }
    #expect(try answers(Guide.folder) == [])
    #expect(try answers(Self.generatedFolder) == ["healthy\n200", "the static site\n200"])
  }

  @Test("C5 addresses are looked up once: later they are another service's")
  func c5() throws {
    func fixed(_ conf: Directive) -> [String] {
      conf.deep("upstream").flatMap { $0.all("server") }
        .filter { !$0.arguments.contains("resolve") }.compactMap(\.arguments.first)
    }
    #expect(
      fixed(try SecondReaders.guideConf(Self.blueGreen)) == [
        "django-blue:8000", "fastapi-blue:9000",
      ])
    #expect(fixed(try SecondReaders.generatedConf(Self.blueGreen)) == [])
    // And so nginx follows when a restart has given the name another address.
    try withScratchFolder { scratch in
      let services = try Services(["django-blue", "django-green"], in: scratch)
      defer { services.stop() }
      try services.set(names: ["django-blue": "127.0.0.1"])
      let nginx = try ScratchNginx(
        Self.generatedFolder.appending(path: Self.blueGreen), in: scratch, services: services)
      defer { nginx.stop() }
      try #require(try nginx.start())
      try wait(for: "the first answer") {
        try nginx.ask("/api/x") == "django-blue 127.0.0.1\n200"
      }
      try services.set(names: ["django-blue": "127.0.0.2"])
      var waits = 0
      while try nginx.ask("/api/x") != "django-blue 127.0.0.2\n200", waits < 1200 {
        waits += 1
        Thread.sleep(forTimeInterval: 0.05)
      }
      #expect(waits < 1200, "nginx does not follow the name")
    }
  }
}
