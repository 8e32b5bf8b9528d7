import Diagnostics
import Foundation
import ManifestModel
import Planning
import TestSupport
import Testing
import YAMLReading

@testable import Backends

/// The plan of a manifest, as the compiler would make it.
enum PlannedManifest {
  /// One of `manifests/`.
  static func named(_ name: String, environment: String? = nil) throws -> DeploymentPlan {
    let file = Repository.root.appending(path: "manifests/\(name).yml")
    let bytes = [UInt8](try Data(contentsOf: file))
    return try plan(bytes, named: name, environment: environment)
  }

  /// A manifest that the test holds.
  static func text(_ text: String) throws -> DeploymentPlan {
    try plan(Array(text.utf8), named: "test", environment: nil)
  }

  private static func plan(
    _ bytes: [UInt8], named name: String, environment: String?
  ) throws -> DeploymentPlan {
    var log = DiagnosticLog()
    let source = SourceFile(path: "manifests/\(name).yml", bytes: bytes)
    let root = try #require(YAMLDocument.read(source, into: &log))
    let decoded = try #require(
      ManifestDecoder.decode(root: root, environment: environment, into: &log))
    let folder = Repository.manifests
    let input = PlanInput(
      manifests: decoded.perTarget, environment: environment,
      manifestPath: "../../manifests/\(name).yml",
      readFile: { path in
        (try? Data(contentsOf: folder.appending(path: path))).map { [UInt8]($0) }
      })
    let plan = DeploymentPlanner.plan(input, into: &log)
    let messages = log.sorted.filter { $0.severity == .error }.map(\.message)
    try #require(messages.isEmpty, "\(messages)")
    return try #require(plan)
  }
}
