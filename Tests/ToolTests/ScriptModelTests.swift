import Foundation
import TestSupport
import Testing

enum ScriptModel {
  static let isHere =
    ["bash", "openssl", "flock"].allSatisfy { Tool.isThere($0) }
    && (try? Tool("python3")?.run(["-c", "import yaml"]).status) == 0
}

/// The generated deploy scripts before a model of an engine: every call of docker, failing before and
/// after it was done, and killed at it.
@Suite(
  .waits, .enabled(if: ScriptModel.isHere, "needs python3 with PyYAML, bash, openssl and flock"))
struct ScriptModelTests {
  private func holds(_ script: String, _ words: [String] = []) throws {
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run(
        [Repository.root.appending(path: "Tests/StandIns/engine/\(script)").path] + words
          + [scratch.appending(path: "work").path])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }

  @Test(
    .slow,
    arguments: [
      ("brain-tumor", "blue-green"), ("shop", "blue-green"), ("brain-tumor", "swarm"),
      ("shop", "swarm"),
    ])
  func `every call may fail: what serves stays whole, and the next run converges`(
    project: String, target: String
  ) throws {
    try holds("script_matrix.py", [project, target])
  }

  @Test(.slow)
  func `a script that is broken on purpose is caught`() throws {
    try holds("broken_variants.py")
  }

  /// Several runs after each other: a renamed gateway, a stack beside it, old and pruned images.
  @Test(.slow)
  func `what no single call's failure shows holds as well`() throws {
    try holds("rollout_stories.py")
  }

  @Test(.slow)
  func `what is lost of the state is made again, and nobody else's is believed`() throws {
    try holds("repairs.py")
  }

  @Test func `the model does what the table of behaviours says`() throws {
    try holds("check_behaviours.py")
  }

  @Test(.slow)
  func `every form of a call that a script makes is in the table`() throws {
    try holds("check_behaviours.py", ["--forms"])
  }
}
