import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Backends

/// Programs that know better: schemas, kustomize, linters. Each is looked for in `ZDC_TOOLS`, then
/// in `PATH`; where it is missing its test says so.
@Suite(.waits, .slow) struct KubernetesToolTests {
  static let cases: [(manifest: String, environment: String?)] = [
    ("brain-tumor", nil), ("shop", nil), ("shop", "production"), ("minimal", nil),
  ]

  private func withFiles(
    _ manifest: String, _ environment: String?, _ body: (URL) throws -> Void
  ) throws {
    let files = try KubernetesFiles(PlannedManifest.named(manifest, environment: environment))
    try #require(!files.log.hasErrors)
    try withScratchFolder { folder in
      try files.write(to: folder)
      try body(folder)
    }
  }

  private static func paths(in folder: URL, below names: [String], ending: String) throws
    -> [String]
  {
    try names.flatMap { name in
      let below = folder.appending(path: name)
      guard FileManager.default.fileExists(atPath: below.path) else { return [String]() }
      return try FileManager.default.contentsOfDirectory(atPath: below.path)
        .filter { $0.hasSuffix(ending) }.sorted().map { "\(name)/\($0)" }
    }
  }

  @Test(
    .enabled(if: Tool.isThere("kubernetes-validate"), "needs kubernetes-validate"),
    arguments: cases, ["1.35", "1.36", "1.37"])
  func theSchemasOfTheNewestMinorsAccept(
    _ one: (manifest: String, environment: String?), _ minor: String
  ) throws {
    let tool = try #require(Tool("kubernetes-validate"))
    try withFiles(one.manifest, one.environment) { folder in
      let paths = try Self.paths(
        in: folder, below: ["kubernetes", "kubernetes/jobs"], ending: ".yml")
      try #require(!paths.isEmpty)
      let outcome = try tool.run(["-k", minor, "--strict"] + paths, in: folder)
      #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    }
  }

  @Test(.enabled(if: Tool.isThere("kubectl"), "needs kubectl"), arguments: cases)
  func kustomizeBuildsTheBase(_ one: (manifest: String, environment: String?)) throws {
    let tool = try #require(Tool("kubectl"))
    try withFiles(one.manifest, one.environment) { folder in
      let outcome = try tool.run(["kustomize", folder.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors == "")
      #expect(outcome.text.contains("kind: Namespace"))
    }
  }

  @Test(.enabled(if: Tool.isThere("yamllint"), "needs yamllint"), arguments: cases)
  func yamllintHasNothingToSay(_ one: (manifest: String, environment: String?)) throws {
    let tool = try #require(Tool("yamllint"))
    try withFiles(one.manifest, one.environment) { folder in
      // Lines are never folded: a command stays on its line.
      let rules = "{extends: default, rules: {line-length: disable}}"
      let outcome = try tool.run(["--strict", "-d", rules, folder.path])
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }

  @Test(.enabled(if: Tool.isThere("shellcheck"), "needs shellcheck"), arguments: cases)
  func shellcheckHasNothingToSay(_ one: (manifest: String, environment: String?)) throws {
    let tool = try #require(Tool("shellcheck"))
    try withFiles(one.manifest, one.environment) { folder in
      let scripts = ["kubernetes/scripts", "docker/scripts/lib"]
      let paths = try Self.paths(in: folder, below: scripts, ending: ".sh")
      try #require(paths.count == 5)
      let outcome = try tool.run(["--severity=style"] + paths, in: folder)
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }

  @Test(.enabled(if: Tool.isThere("shfmt"), "needs shfmt"), arguments: cases)
  func shfmtWouldChangeNothing(_ one: (manifest: String, environment: String?)) throws {
    let tool = try #require(Tool("shfmt"))
    try withFiles(one.manifest, one.environment) { folder in
      let outcome = try tool.run(
        ["-d", "-i", "2", "-ci", "kubernetes/scripts", "docker/scripts"], in: folder)
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }
}
