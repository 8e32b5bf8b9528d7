import Foundation
package import Testing

/// Runs a suite's tests on threads of their own.
///
/// A test that waits for a program blocks its thread, and Swift's own pool has one thread a core:
/// two tests that wait for nginx's timeouts would leave two cores idle.
package struct WaitingTests: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitingTests {
  /// Of a suite whose tests run programs, or wait for what they do.
  package static var waits: Self { Self() }
}

/// A few threads that take jobs in the order in which they come.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 6)

  private let queue = OperationQueue()

  private init(count: Int) { queue.maxConcurrentOperationCount = count }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
