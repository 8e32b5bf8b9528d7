import Foundation
import TestSupport
import Testing

/// The generated deploy script before a model of an engine: every call that changes something,
/// failing before and after it was done, and killed at it.
struct BlueGreenModelTests {
  static let needed = ["python3", "bash", "openssl", "flock"]
  static let isHere = needed.allSatisfy { Tool.isThere($0) }

  @Test(
    .enabled(if: SlowTests.areWanted, Comment(rawValue: SlowTests.reason)),
    .enabled(if: isHere, "needs python3, bash, openssl and flock"))
  func `every call may fail: the active colour stays whole, and the next run converges`() throws {
    let repository = Repository.root
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run([
        repository.appending(path: "Tests/StandIns/engine/script_matrix.py").path,
        repository.appending(path: "out/brain-tumor").path,
        scratch.appending(path: "work").path,
      ])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }
}
