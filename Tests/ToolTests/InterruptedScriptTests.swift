import Foundation
import TestSupport
import Testing

/// A signal ends a deploy script at any moment (`Tests/StandIns/environment/signals.py`).
@Suite(
  .waits, .enabled(if: Tool.isThere("python3") && Tool.isThere("bash"), "needs python3 and bash"))
struct InterruptedScriptTests {
  @Test func `a signal is never lost, and what began is undone`() throws {
    // Some of a hundred are lost where nothing is done about it; a few show that it runs at all.
    try signals(SlowTests.areWanted ? "200" : "10")
  }

  @Test(.slow)
  func `a shell that computes for ever, deaf to its interruption, is killed`() throws {
    try signals("deaf")
  }

  private func signals(_ what: String) throws {
    let outcome = try #require(Tool("python3")).run([
      Repository.root.appending(path: "Tests/StandIns/environment/signals.py").path,
      Repository.root.appending(path: "out/hello/docker/scripts/lib/common.sh").path, what,
    ])
    #expect(outcome.status == 0, "\(outcome.everything)")
  }
}
