import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import Planning
import TestSupport
import Verification

/// A manifest of the repository, compiled in this process.
struct Built: Sendable, CustomStringConvertible {
  let manifest: String
  let environment: String?
  let plan: DeploymentPlan
  let artefacts: [VerifiedArtefact]
  /// The same, as what others are held against.
  let fresh: [FreshArtefact]

  var description: String { manifest + (environment.map { " (\($0))" } ?? "") }

  /// Every manifest, in every environment that it has.
  static let all: [Built] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: Repository.manifests.path)) ?? []
    return names.filter { $0.hasSuffix(".yml") }.sorted().flatMap { name -> [Built] in
      let environments: [String?] = name == "shop.yml" ? [nil, "staging", "production"] : [nil]
      return environments.compactMap { Built(name, environment: $0) }
    }
  }()

  /// Those of which every fact is changed once; the further stacks have the same facts again.
  static let mutated = all.filter { !Repository.stacks.contains($0.manifest) }

  init?(_ manifest: String, environment: String? = nil, text: String? = nil) {
    let folder = Repository.manifests
    guard
      let bytes = text.map({ Array($0.utf8) })
        ?? (try? Data(contentsOf: folder.appending(path: manifest))).map(Array.init)
    else { return nil }
    var log = DiagnosticLog()
    let source = SourceFile(path: "manifests/\(manifest)", bytes: bytes)
    guard let unit = ManifestUnit.read(source, environment: environment, into: &log) else {
      return nil
    }
    let surroundings = Compiler.Surroundings(
      manifestPath: "../../manifests/\(manifest)",
      readFile: { path in
        (try? Data(contentsOf: folder.appending(path: path))).map(Array.init)
      })
    guard let plan = Compiler.plan(unit, in: surroundings, into: &log) else { return nil }
    let made = Compiler.artefacts(of: plan, into: &log)
    guard !log.hasErrors else { return nil }
    self.manifest = manifest
    self.environment = environment
    self.plan = plan
    fresh = made.map(FreshArtefact.init)
    artefacts = made.map { artefact in
      VerifiedArtefact(
        path: artefact.file.path,
        file: SourceFile(path: artefact.file.path, bytes: artefact.file.bytes))
    }
  }

  var isMinimal: Bool { manifest == "minimal.yml" }

  func file(_ path: String) -> SourceFile? { artefacts.first { $0.path == path }?.file }

  /// The same with other bytes for one artefact.
  func replacing(_ path: String, with text: String) -> [VerifiedArtefact] {
    artefacts.map { artefact in
      artefact.path == path
        ? VerifiedArtefact(path: path, file: SourceFile(path: path, bytes: Array(text.utf8)))
        : artefact
    }
  }

  func diagnostics(_ artefacts: [VerifiedArtefact]) -> [Diagnostic] {
    var log = DiagnosticLog()
    var verifier = Verifier(plan, artefacts, fresh: fresh, help: "run zdc build")
    verifier.verify(into: &log)
    return log.sorted
  }
}
