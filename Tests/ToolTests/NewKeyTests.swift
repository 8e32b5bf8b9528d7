import Foundation
import TestSupport
import Testing

/// `make new-key`: what it writes compiles, target by target, and is formatted.
@Suite("A new key's lines", .waits) struct NewKeyTests {
  /// A copy of the sources, to which the key is added.
  private func withKey(
    _ words: [String], _ body: (URL, Tool.Outcome) throws -> Void
  ) throws {
    try withScratchFolder { folder in
      let sources = folder.appending(path: "Sources")
      try FileManager.default.copyItem(
        at: Repository.root.appending(path: "Sources"), to: sources)
      try body(sources, Self.newKey(words, in: sources))
    }
  }

  private static func newKey(_ words: [String], in sources: URL) throws -> Tool.Outcome {
    let script = Repository.root.appending(path: "docker/tools/new-key.sh").path
    return try #require(Tool("bash")).run([script] + words + [sources.path])
  }

  @Test(
    .slow,
    .enabled(if: Tool.isThere("swiftc"), "swiftc is not in PATH"))
  func `compile`() throws {
    try withKey(["cgroupParent", "cgroup_parent", "text", "compose"]) { sources, outcome in
      try #require(outcome.status == 0, "\(outcome.everything)")
      for words in [
        ["oomScoreAdj", "oom_score_adj", "integer", ""], ["oomKill", "oom_kill", "boolean", ""],
      ] {
        let more = try Self.newKey(words, in: sources)
        #expect(more.status == 0, "\(more.everything)")
      }
      let written = outcome.text.split(separator: "\n").filter { $0.hasPrefix("Sources/") }
      #expect(written.count == 8)
      let lint = try #require(Tool("swift")).run(
        [
          "format", "lint", "--strict", "--configuration",
          Repository.root.appending(path: ".swift-format").path,
        ] + written.map { sources.deletingLastPathComponent().appending(path: String($0)).path })
      #expect(lint.status == 0, "\(lint.everything)")
      for module in ["ManifestModel", "Planning", "Properties", "Backends"] {
        let check = try Self.compile(module, in: sources)
        #expect(check.status == 0, "\(module): \(check.everything)")
      }
    }
  }

  /// Emits one module; those that it imports are taken from beside it, or as they were built.
  private static func compile(_ module: String, in sources: URL) throws -> Tool.Outcome {
    // The scripts as a build has put them into the code.
    let embedded = Repository.root.appending(
      path: ".build/debug/\(module).build/DerivedSources/embedded_resources.swift"
    ).path
    return try #require(
      try SwiftModule.compile(
        module, in: sources,
        ["-emit-module", "-emit-module-path", "\(module).swiftmodule", "-I", "."],
        files: [embedded].filter(FileManager.default.fileExists(atPath:))))
  }

  @Test(arguments: [
    (["Cgroup", "cgroup_parent", "", ""], "NAME is"),
    (["cgroupParent", "cgroup-parent", "", ""], "DOCKER is"),
    (["cgroupParent", "cgroup_parent", "list", ""], "FORM is"),
    (["cgroupParent", "cgroup_parent", "", "swarm"], "ON is"),
    (["workingDir", "working_dir", "", ""], "there is a key 'workingDir'"),
  ])
  func `are not written where they would not do`(_ words: [String], _ said: String) throws {
    try withKey(words) { _, outcome in
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains(said), "\(outcome.everything)")
    }
  }
}
