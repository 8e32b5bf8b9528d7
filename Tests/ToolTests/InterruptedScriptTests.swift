import Foundation
import TestSupport
import Testing

/// A signal ends a deploy script at any moment (`Tests/StandIns/environment/signals.py`).
@Suite(.waits) struct InterruptedScriptTests {
  @Test(
    .enabled(if: Tool.isThere("python3") && Tool.isThere("bash"), "needs python3 and bash"))
  func `a signal is never lost, and what began is undone`() throws {
    // Some of a hundred are lost where nothing is done about it; a few show that it runs at all.
    let tries = SlowTests.areWanted ? 200 : 10
    let outcome = try #require(Tool("python3")).run([
      Repository.root.appending(path: "Tests/StandIns/environment/signals.py").path,
      Repository.root.appending(path: "out/hello/docker/scripts/lib/common.sh").path,
      "\(tries)",
    ])
    #expect(outcome.status == 0, "\(outcome.everything)")
  }
}
