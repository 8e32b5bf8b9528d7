import Backends
import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import Rules
import TestSupport
import Testing
import YAMLReading

/// Nothing is lost in silence: what the table says of a key and a target is what happens.
///
/// Each key that the shipped manifests write is taken away, or given another value, and each target
/// is built with and without the change.
@Suite("What targets make of keys")
struct KeySupportTests {
  private static let folder = Repository.manifests

  /// A manifest in one environment, with what each target makes of it.
  private struct Subject {
    let root: YAMLNode
    let environment: String?
    let artefacts: [Target: [String: [UInt8]]]
  }

  private static func subjects() throws -> [Subject] {
    let named: [(String, String?)] = [
      ("shop", nil), ("shop", "production"),
    ]
    let shipped = try named.map { name, environment in
      (name, [UInt8](try Data(contentsOf: folder.appending(path: "\(name).yml"))), environment)
    }
    return try ([("whole", Array(WholeManifest.text.utf8), nil)] + shipped).map {
      name, bytes, environment in
      var log = DiagnosticLog()
      let root = try #require(
        YAMLDocument.read(SourceFile(path: "\(name).yml", bytes: bytes), into: &log))
      return Subject(
        root: root, environment: environment,
        artefacts: try #require(build(root, environment)))
    }
  }

  /// What every target alone makes of it; `nil` where it can't be planned. Rules don't look: a key
  /// may be gone that they ask for.
  private static func build(
    _ root: YAMLNode, _ environment: String?
  ) -> [Target: [String: [UInt8]]]? {
    var log = DiagnosticLog()
    guard
      let decoded = ManifestDecoder.decode(root: root, environment: environment, into: &log),
      !log.hasErrors
    else { return nil }
    var made: [Target: [String: [UInt8]]] = [:]
    for entry in decoded.perTarget {
      let input = PlanInput(
        manifests: [entry], environment: environment, manifestPath: "../../manifests/m.yml",
        readFile: { Array($0.utf8) })
      guard let plan = DeploymentPlanner.plan(input, into: &log) else { return nil }
      let artefacts = Artefacts.all(of: plan, into: &log)
      if log.hasErrors { return nil }
      // The runbook repeats what the manifest says; what is asked for is what happens.
      made[entry.target] = Dictionary(
        artefacts.filter { $0.file.path != "RUNBOOK.md" }.map { ($0.file.path, $0.file.bytes) },
        uniquingKeysWith: { first, _ in first })
    }
    return made
  }

  @Test("the table has a row for every key of the language")
  func everyKey() {
    var count = 0
    func walk(_ shape: Shape, _ path: [String]) {
      switch shape {
      case .either(let shapes): for shape in shapes { walk(shape, path) }
      case .list(let item): walk(item, path)
      case .map(_, let values):
        if path != ["environments"] { walk(values, path + ["*"]) }
      case .object(let object):
        for key in object.keys where !key.isOverlay {
          count += 1
          let inner = path + [key.name]
          for target in Target.allCases where !key.shape.isObjectOnly {
            #expect(
              SupportTable.support(of: inner, on: target) != nil,
              "\(inner.joined(separator: ".")) has no row in ManifestModel/Support")
          }
          walk(key.shape, inner)
        }
      default: return
      }
    }
    walk(.object(Language.manifest), [])
    #expect(count > 150)
  }

  @Test(
    "native and emulated keys change a target's artefacts, keys that are not needed do not", .slow)
  func effects() throws {
    var effects: [[String]: Set<Target>] = [:]
    var tries: [[String]: Int] = [:]
    for subject in try Self.subjects() {
      for edit in KeyEdit.all(of: subject.root, in: subject.environment) {
        guard let row = SupportTable.row(of: edit.pattern) else { continue }
        // What has shown all that it should, in some edits, need show no more.
        if tries[row.path, default: 0] > 3,
          Self.honouring(row).isSubset(of: effects[row.path] ?? [])
        {
          continue
        }
        guard let changed = Self.build(edit.root, subject.environment) else { continue }
        tries[row.path, default: 0] += 1
        for target in Target.allCases where changed[target] != subject.artefacts[target] {
          effects[row.path, default: []].insert(target)
        }
      }
    }
    for row in SupportTable.rows {
      let name = row.path.joined(separator: ".")
      let changed = effects[row.path] ?? []
      for target in Target.allCases {
        switch row.support(on: target) {
        case .native, .emulated:
          #expect(
            changed.contains(target),
            "\(name) changes nothing on \(target), or WholeManifest does not write it")
        case .notNeeded:
          #expect(!changed.contains(target), "\(name) is needed on \(target)")
        case .unsupported: continue
        }
      }
    }
  }

  private static func honouring(_ row: KeySupportRow) -> Set<Target> {
    Set(
      Target.allCases.filter { target in
        switch row.support(on: target) {
        case .native, .emulated: true
        case .notNeeded, .unsupported: false
        }
      })
  }

  @Test("an unsupported key is an error on its target, unless that accepts it")
  func unsupported() throws {
    let values = [
      "services.*.mounts": "{ /etc/a: /etc/a }", "backing.*.mounts": "{ /etc/a: /etc/a }",
      "services.*.schedule": "\"0 3 * * *\"", "backing.*.publish": "[\"6379:6379\"]",
      "services.*.publish": "[\"6379:6379/udp\"]",
      "gateway.listen.address": "127.0.0.1",
      "services.*.init": "true", "backing.*.init": "true",
      "services.*.ulimits": "{ nofile: 1024 }", "backing.*.ulimits": "{ nofile: 1024 }",
      "services.*.securityOpt": "[no-new-privileges]", "backing.*.securityOpt": "[apparmor:a]",
      "services.*.privileged": "true", "backing.*.privileged": "true",
      "services.*.devices": "[/dev/dri]", "backing.*.devices": "[/dev/dri]",
      "services.*.dns": "192.0.2.53", "backing.*.dns": "[192.0.2.53]",
      "services.*.pidsLimit": "100", "backing.*.pidsLimit": "100",
      "backing.*.hostname": "one", "volumes.*.perVersion": "true", "secrets.*.external": "kept",
      "networks.*.external": "true",
    ]
    for row in SupportTable.rows {
      for target in Target.allCases where row.support(on: target).isUnsupported {
        let name = row.path.joined(separator: ".")
        let value = try #require(
          values[name], "\(name) has no value in this test's 'values': write one")
        let path = name.replacing("*", with: "one")
        let (plain, wild) = (
          Self.codes(row.path, value, on: target, accept: nil),
          Self.codes(row.path, value, on: target, accept: name)
        )
        #expect(plain.contains(311), "\(path) passes on \(target)")
        #expect(!wild.contains(311) && !wild.contains(312), "\(name) is not accepted on \(target)")
        let exact = Self.codes(row.path, value, on: target, accept: path)
        #expect(!exact.contains(311) && !exact.contains(312))
        for other in Target.allCases where !row.support(on: other).isUnsupported {
          #expect(!Self.codes(row.path, value, on: other, accept: nil).contains(311))
        }
      }
    }
  }

  private static func codes(
    _ path: [String], _ value: String, on target: Target, accept: String?
  ) -> Set<Int> {
    var sections: [String] = []
    for section in ["services", "backing", "volumes", "secrets", "networks"] {
      let key = path[0] == section ? ", \(path[2]): \(value)" : ""
      switch section {
      case "services": sections.append("services: { one: { image: \"a:1\", command: [b]\(key) } }")
      case "backing": sections.append("backing: { one: { image: \"a:1\"\(key) } }")
      default:
        if path[0] == section { sections.append("\(section): { one: { \(path[2]): \(value) } }") }
      }
    }
    if path[0] == "gateway" {
      let listen = "{ http: 80, \(path[2]): \(value) }"
      sections.append("gateway: { listen: \(listen), routes: { /: one } }")
    }
    let others = Target.allCases.filter { $0 != target }
    let off = others.map { "\($0.rawValue): { enabled: false }" }.joined(separator: ", ")
    let own = accept.map { ", \(target.rawValue): { accept: [\"\($0)\"] }" } ?? ""
    let text =
      "zdc: 1\nproject: p\n\(sections.joined(separator: "\n"))\ntargets: { \(off)\(own) }\n"
    var (decoded, log) = Decoding.decode(text)
    guard let decoded else { return [] }
    ManifestChecks.run(decoded, into: &log)
    return Set(log.sorted.map(\.code.number))
  }
}

extension Shape {
  /// A key that only holds other keys, which have rows of their own.
  fileprivate var isObjectOnly: Bool {
    switch self {
    case .object: true
    case .map(_, .object): true
    default: false
    }
  }
}
