import Diagnostics
import Foundation
import TestSupport
import Testing

/// Paths reach the service unchanged, or are refused with their place: awkward texts as prefixes of
/// routes and as health paths, through the real nginx and the programs that ask in a container.
@Suite(
  "Paths reach the service unchanged", .waits, .slow,
  .enabled(if: PathTools.areThere, "needs nginx, curl, wget and python3 with PyYAML"))
struct UnchangedPathTests {
  private static let candidates: [String] = {
    let own = [
      "health/?a=b&c=d", "a;b", "%24", "100%", "%zz", "%2", "a/../b", "./x", "..", "a//b", "a%20b",
      "a%2Fb", "a%3Fb", "~x", "a:b@c", "(x)", "a,b", "a*b", "x'y", "?", "a?b?c", "a+b", "a!b",
      "a&b",
      "한국/", "👍", "%ED%95%9C", "a?x=%20", "a#b", "a=b", "..a", "a..", "-a", "_a", "a.b/c.d/",
    ]
    var seen = Set<[UInt8]>()
    return (own + AwkwardTexts.all).map { "/" + $0 }
      .filter { seen.insert(Array($0.utf8)).inserted }
  }()

  /// Candidates that the compiler took, and what it made of them.
  private struct Accepted {
    let paths: [String]
    let compiled: Compiled
  }

  /// Compiles all candidates, each on a line of its own, and then those that have no error there.
  private static func accepted(_ manifest: ([String]) -> (text: String, firstLine: Int)) throws
    -> Accepted
  {
    var paths = candidates
    for _ in 0..<3 {
      let (text, firstLine) = manifest(paths)
      let compiled = Compiled(text)
      if compiled.errors.isEmpty { return Accepted(paths: paths, compiled: compiled) }
      let refused = Set(
        compiled.errors.compactMap { $0.range?.start.line.advanced(by: -firstLine) })
      // Each fault stands at the value that has it.
      try #require(refused.allSatisfy { paths.indices.contains($0) }, "\(compiled.errors)")
      paths = paths.indices.filter { !refused.contains($0) }.map { paths[$0] }
    }
    throw CocoaError(.coderInvalidValue)
  }

  /// Each second route strips its prefix.
  private static func routes(_ paths: [String]) -> (text: String, firstLine: Int) {
    let head = """
      zdc: 1
      project: p
      strategy: { blueGreen: { confirm: { paths: [/confirm] } } }
      services: { web: { image: r.example.com/web:1, port: 8000, health: /up, command: [run] } }
      gateway:
        listen: { http: 80 }
        health: /zdc-gateway
        routes:
          /confirm: web

      """
    let lines = paths.enumerated().map { index, path in
      "    \(ManifestText.quoted(path)): { service: web, stripPrefix: \(strips(path)) }\n"
    }
    return (head + lines.joined(), head.split(separator: "\n").count + 1)
  }

  private static func strips(_ path: String) -> Bool { path.utf8.count % 2 == 0 }

  private static func health(_ paths: [String]) -> (text: String, firstLine: Int) {
    let routes = paths.indices.map { "/r\($0)/: s\($0)" }.joined(separator: ", ")
    let head = """
      zdc: 1
      project: p
      gateway: { listen: { http: 80 }, routes: { \(routes) } }
      services:

      """
    let asks = ["curl", "wget", "python3"]
    let lines = paths.enumerated().map { index, path in
      "  s\(index): { image: r.example.com/x:1, port: 8000, command: [run], health: { path: "
        + "\(ManifestText.quoted(path)), via: \(asks[index % 3]) } }\n"
    }
    return (head + lines.joined(), head.split(separator: "\n").count + 1)
  }

  private struct Cases: Encodable {
    struct Asked: Encodable { let conf, socket, host, path, expected: String }
    struct Command: Encodable { let words: [String], expected: String }
    var confs: [String] = []
    var asked: [Asked] = []
    var commands: [Command] = []
  }

  /// Percent-encoded as a browser does it.
  private static func encoded(_ path: String) -> String {
    path.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = "/-._~!&'()*+,=:@".unicodeScalars.contains(scalar)
      return isPlain || (byte < 0x80 && scalar.properties.isAlphabetic)
        || (0x30...0x39).contains(byte)
        ? String(scalar)
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// A configuration where `paths.py` finds it, with the container's places in that folder.
  private static func place(_ text: String, _ name: String, in folder: URL) throws {
    let place = folder.appending(path: name)
    for part in ["state", "upstreams"] {
      try FileManager.default.createDirectory(
        at: place.appending(path: part), withIntermediateDirectories: true)
    }
    try Data("types {}\n".utf8).write(to: place.appending(path: "mime.types"))
    try Data("'' blue;\n".utf8).write(to: place.appending(path: "state/colour.map"))
    try Data("'' 1;\n".utf8).write(to: place.appending(path: "state/serial.map"))
    try Data("'' 1;\n".utf8).write(to: place.appending(path: "state/conf.map"))
    try Data(moved(text, to: place, service: folder.appending(path: "service")).utf8)
      .write(to: place.appending(path: "nginx.conf"))
  }

  private static func moved(_ text: String, to place: URL, service: URL) -> String {
    text.replacing("_path /tmp/", with: "_path \(place.path)/")
      .replacing("pid /tmp/", with: "pid \(place.path)/")
      .replacing("/etc/nginx/mime.types", with: "\(place.path)/mime.types")
      .replacing("/dev/stderr", with: "\(place.path)/error.log")
      .replacing("/dev/stdout", with: "\(place.path)/access.log")
      .replacing("/run/nginx.pid", with: "\(place.path)/nginx.pid")
      .replacing(/listen (?:127\.0\.0\.1:)?([0-9]+)/) { "listen unix:\(place.path)/\($0.1)" }
      .replacing(
        /server [a-z.]*[a-z0-9-]+:[0-9]+[^;]*;/, with: "server unix:\(service.path);")
  }

  private static func complaints(_ folder: URL, _ cases: Cases) throws -> String {
    try JSONEncoder().encode(cases).write(to: folder.appending(path: "cases.json"))
    let script = Repository.root.appending(path: "Tests/StandIns/paths.py").path
    let outcome = try #require(Tool("python3")).run(
      [script, try #require(Tool("nginx")).path, folder.path])
    return outcome.everything
  }

  /// The confs of the three targets, by name; blue-green's with its parts.
  private static func placeConfs(_ compiled: Compiled, in folder: URL) throws {
    let parts = try ["nginx-blue-green.conf", "nginx-swarm.conf"].map {
      try #require(compiled.text("docker/nginx/\($0)"))
    }
    try place(parts[0], "blue-green", in: folder)
    try place(parts[1], "swarm", in: folder)
    for colour in ["blue", "green"] {
      let text = try #require(compiled.text("docker/nginx/upstreams/\(colour).conf"))
      let place = folder.appending(path: "blue-green")
      try Data(moved(text, to: place, service: folder.appending(path: "service")).utf8)
        .write(to: place.appending(path: "upstreams/\(colour).conf"))
    }
    let manifests = folder.appending(path: "nginx.yml")
    try Data(try #require(compiled.text("kubernetes/nginx-deployment.yml")).utf8)
      .write(to: manifests)
    let documents = try YAMLFiles.read([manifests.path])[manifests.path] ?? []
    let config = try #require(documents.first { $0.kind.text == "ConfigMap" })
    try place(try #require(config.data["nginx.conf"].text), "kubernetes", in: folder)
  }

  @Test("as the prefix of a route")
  func route() throws {
    let accepted = try Self.accepted(Self.routes)
    #expect(accepted.paths.count >= 60)
    #expect(Self.candidates.count - accepted.paths.count >= 60)
    try withScratchFolder { folder in
      try Self.placeConfs(accepted.compiled, in: folder)
      var cases = Cases(confs: ["blue-green", "swarm", "kubernetes"])
      let listeners = [
        ("blue-green", "80", "x"), ("blue-green", "8079", "blue.zdc"),
        ("blue-green", "8079", "green.zdc"), ("swarm", "80", "x"), ("kubernetes", "8080", "x"),
      ]
      for path in accepted.paths {
        let rest = "zz9%20b?q=%20&r=$x"
        let whole = Self.encoded(path) + rest
        for (conf, socket, host) in listeners {
          cases.asked.append(
            .init(
              conf: conf, socket: socket, host: host, path: whole,
              expected: Self.strips(path) ? "/" + rest : whole))
        }
      }
      let complaints = try Self.complaints(folder, cases)
      #expect(complaints == "")
    }
  }

  @Test("as a health path")
  func healthPath() throws {
    let accepted = try Self.accepted(Self.health)
    #expect(accepted.paths.count >= 40)
    try withScratchFolder { folder in
      try Self.placeConfs(accepted.compiled, in: folder)
      try accepted.compiled.write(to: folder.appending(path: "out"))
      let stack = folder.appending(path: "out/docker/docker-compose.swarm.yml").path
      let pods = accepted.paths.indices.map {
        folder.appending(path: "out/kubernetes/s\($0)-deployment.yml").path
      }
      let read = try YAMLFiles.read([stack] + pods)
      var cases = Cases(confs: ["blue-green"])
      for (index, path) in accepted.paths.enumerated() {
        for host in ["x", "blue.zdc", "green.zdc"] {
          cases.asked.append(
            .init(
              conf: "blue-green", socket: "8079", host: host, path: "/zdc/health/s\(index)",
              expected: path))
        }
        let words = read[stack]?.first?.services["s\(index)"].healthcheck.test.items
          .compactMap(\.text).dropFirst().map { $0.replacing("$$", with: "$") }
        let moved = try #require(words).map {
          $0 == "8000" ? "@PORT@" : $0.replacing("127.0.0.1:8000", with: "127.0.0.1:@PORT@")
        }
        cases.commands.append(.init(words: moved, expected: path))
        let pod = read[pods[index]]?.first { $0.kind.text == "Deployment" }
        let probe = pod?.spec.template.spec.containers.items.first?.readinessProbe
        #expect(probe?.httpGet.path.text.map(Self.kubelet) == path)
      }
      let complaints = try Self.complaints(folder, cases)
      #expect(complaints == "")
    }
  }

  /// What the kubelet asks for: Go's `url.Parse` and `String`, by which a `%` that encodes nothing
  /// makes the whole text one unencoded path.
  private static func kubelet(_ path: String) -> String {
    let isEncoded = path.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { $0.prefix(2).count == 2 && $0.prefix(2).allSatisfy(\.isHexDigit) }
    return isEncoded ? path : path.replacing("%", with: "%25").replacing("?", with: "%3F")
  }
}

/// What the tests of paths start.
enum PathTools {
  static let areThere =
    YAMLFiles.canBeRead && ["nginx", "curl", "wget"].allSatisfy { Tool.isThere($0) }
}
