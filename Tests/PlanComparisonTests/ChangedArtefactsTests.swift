import Backends
import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import PlanComparison
import Planning
import TestSupport
import Testing
import YAMLReading

/// `diff` is never silent about a change that reaches production: each key of the language, wherever
/// a manifest writes it, is taken away or gets another value, and where what runs on a target is
/// another then, the difference names a change of that target.
@Suite(
  "Changed artefacts and what diff says",
  .slow)
struct ChangedArtefactsTests {
  private struct Built {
    let plan: DeploymentPlan
    /// By target and path, what an engine, nginx or a shell reads of a file.
    let running: [Target: [String: [String]]]

    /// Without rules: a key may be gone that they ask for.
    init?(_ root: YAMLNode, _ environment: String?) {
      var log = DiagnosticLog()
      guard
        let decoded = ManifestDecoder.decode(root: root, environment: environment, into: &log),
        !log.hasErrors,
        let plan = DeploymentPlanner.plan(
          PlanInput(
            manifests: decoded.perTarget, environment: environment,
            manifestPath: "../../manifests/m.yml", readFile: { Array($0.utf8) }), into: &log)
      else { return nil }
      let artefacts = Artefacts.all(of: plan, into: &log)
      guard !log.hasErrors else { return nil }
      var running: [Target: [String: [String]]] = [:]
      for artefact in artefacts {
        guard let read = RunningText.lines(of: artefact.file) else { continue }
        for target in artefact.target.map({ [$0] }) ?? plan.targets.map(\.target) {
          running[target, default: [:]][artefact.file.path] = read
        }
      }
      self.plan = plan
      self.running = running
    }
  }

  private static let subjects: [(name: String, environment: String?)] = [
    ("whole", nil), ("shop", nil), ("shop", "production"), ("brain-tumor", nil),
  ]

  private static func root(_ name: String) throws -> YAMLNode {
    let bytes =
      name == "whole"
      ? Array(WholeManifest.text.utf8)
      : [UInt8](try Data(contentsOf: Repository.manifests.appending(path: "\(name).yml")))
    var log = DiagnosticLog()
    return try #require(
      YAMLDocument.read(SourceFile(path: "\(name).yml", bytes: bytes), into: &log))
  }

  /// So that parts run side by side.
  private static let parts = 4

  @Test(arguments: 0..<parts) func whatRunsOtherwiseIsSaid(part: Int) throws {
    for (name, environment) in Self.subjects {
      let root = try Self.root(name)
      let base = try #require(Built(root, environment))
      var tried: [[String]: Int] = [:]
      for (index, edit) in KeyEdit.all(of: root, in: environment).enumerated()
      where index % Self.parts == part {
        // The rest of the manifest was tried without the environment.
        if environment != nil, edit.path.first != "environments" { continue }
        // The first edits of a key are that it is gone, and another value.
        guard tried[edit.path, default: 0] < 2, let changed = Built(edit.root, environment) else {
          continue
        }
        tried[edit.path, default: 0] += 1
        expectSaid(
          base, changed, "\(name) \(environment ?? ""): \(edit.path.joined(separator: "."))")
      }
    }
  }

  private func expectSaid(_ base: Built, _ changed: Built, _ edit: String) {
    let difference = PlanDifference(from: base.plan, to: changed.plan)
    for rollout in difference.rollouts where base.running[rollout.target] != nil {
      let target = rollout.target
      guard let old = base.running[target], let new = changed.running[target], old != new else {
        continue
      }
      #expect(
        difference.changes.contains { $0.targets.contains(target) },
        "\(edit) changes what runs on \(target), and diff says nothing: \(Self.story(old, new))")
      guard target == .swarm else { continue }
      let path = "docker/docker-compose.swarm.yml"
      let replaced = RunningText.replacedTasks(from: old[path] ?? [], to: new[path] ?? [])
      let silent = replaced.subtracting(rollout.actions.map(\.service))
      #expect(
        silent.isEmpty,
        "\(edit) replaces tasks of \(silent.sorted()), and the forecast does not: \(Self.story(old, new))"
      )
    }
  }

  private static func story(_ old: [String: [String]], _ new: [String: [String]]) -> String {
    for path in Set(old.keys).union(new.keys).sorted() where old[path] != new[path] {
      let change = (new[path] ?? []).difference(from: old[path] ?? [])
      return "\(path): \(change.removals.prefix(2)) \(change.insertions.prefix(2))"
    }
    return ""
  }
}
