import Backends
import Compilation
import Diagnostics
import OutputTrees
import TestSupport
import Testing
import YAMLReading

/// Every name that the artefacts hold, given to everything that a manifest names: of two things with
/// one name none replaces the other unseen.
@Suite struct NameSweepTests {
  private static let slots = [
    "project": "shop", "prefix": "pre", "network": "net", "gateway": "edge", "web": "web",
    "worker": "mail", "job": "tidy", "backing": "db", "shared": "data", "own": "store",
    "secret": "key", "file": "conf", "port": "metrics",
  ]

  /// - Parameter names: what takes the place of the usual ones.
  private static func manifest(_ names: [String: String] = [:]) -> String {
    let name = { (slot: String) in "'" + (names[slot] ?? slots[slot] ?? "") + "'" }
    let accept = "accept: [services.*.schedule, volumes.*.perVersion]"
    return """
      zdc: 1
      project: \(name("project"))
      prefix: \(name("prefix"))
      network: \(name("network"))
      gateway:
        name: \(name("gateway"))
        listen: { http: 80 }
        static: { directory: ./static }
        routes: { /a/: \(name("web")), /m/: { volume: \(name("shared")) } }
      services:
        \(name("web")):
          build: .
          port: 80
          ports: { \(name("port")): 9000 }
          command: [serve]
          health: { path: /up }
          release: [migrate]
          dependsOn: [\(name("backing"))]
          secrets: { K: \(name("secret")), L_FILE: \(name("secret")) }
          envFile: ./m.env
          files: { \(name("file")): { path: /etc/f, from: ./m.env } }
          volumes: { \(name("shared")): /data }
        \(name("worker")):
          { build: ., role: worker, command: [work], secrets: { K: \(name("secret")) } }
        \(name("job")): { build: ., role: job, schedule: "0 3 * * *", command: [tidy] }
      backing:
        \(name("backing")):
          image: postgres:16
          port: 5432
          health: { command: [pg_isready] }
          volumes: { \(name("own")): /var/lib/postgresql/data }
      volumes:
        \(name("shared")): { access: shared, perVersion: true, node: manager }
        \(name("own")): { node: manager }
      secrets: { \(name("secret")): { env: K } }
      targets:
        blueGreen: { accept: [services.*.schedule] }
        swarm: { \(accept) }
        kubernetes: { accept: [volumes.*.perVersion] }
      """
  }

  /// Words of the artefacts that may be names of a manifest, and those that zdc reserves.
  private static let generated: [String] = {
    var log = DiagnosticLog()
    let file = SourceFile(path: "m.yml", bytes: Array(manifest().utf8))
    let surroundings = Compiler.Surroundings(manifestPath: "../m.yml") { _ in Array("A=b\n".utf8) }
    var names: Set<String> = [
      "gateway", "setup", "zdc-setup", "blue", "green", "release", "default",
    ]
    guard let unit = ManifestUnit.read(file, environment: nil, into: &log),
      let made = Compiler.compile(unit, in: surroundings, into: &log)
    else { return [] }
    for artefact in made.artefacts where artefact.file.path.hasSuffix(".yml") {
      let file = SourceFile(path: artefact.file.path, bytes: artefact.file.bytes)
      var log = DiagnosticLog()
      for root in YAMLDocument.readAll(file, limits: .artefact, into: &log) ?? [] {
        collect(root, into: &names)
      }
    }
    return names.filter(isName).sorted()
  }()

  private static func collect(_ node: YAMLNode, into names: inout Set<String>) {
    switch node.content {
    case .scalar(let scalar): names.insert(scalar.text)
    case .sequence(let items): for item in items { collect(item, into: &names) }
    case .mapping(let entries):
      for entry in entries {
        names.insert(entry.key.value)
        collect(entry.value, into: &names)
      }
    }
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 63 && text.first.map { $0.isLetter && $0.isLowercase } == true
      && text.last != "-"
      && text.utf8.allSatisfy { byte in
        byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D
      }
  }

  @Test(
    .slow, arguments: slots.keys.sorted())
  func everyNameInEveryPlace(slot: String) {
    #expect(BuildEnd.errors(Self.manifest()) == [])
    #expect(Self.generated.count > 100)
    for name in Self.generated {
      #expect(BuildEnd.errors(Self.manifest([slot: name])) != nil, "\(slot): \(name)")
    }
  }

  /// Those that were found, and what they are told.
  @Test func namesThatZdcMakes() {
    for name in ["web-blue", "web-green", "web-release", "web-release-blue", "mail-green"] {
      for slot in ["gateway", "backing", "job"] {
        let found = BuildEnd.errors(Self.manifest([slot: name]))?.map(\.code.number)
        #expect(found == [132], "\(slot): \(name)")
      }
    }
    for slot in ["gateway", "backing", "web"] {
      #expect(BuildEnd.errors(Self.manifest([slot: "setup"])) == [], "\(slot)")
      #expect(
        BuildEnd.errors(Self.manifest([slot: "setup", "worker": "zdc-setup"])) == [], "\(slot)")
    }
  }
}
