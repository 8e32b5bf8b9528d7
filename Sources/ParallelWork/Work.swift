import Synchronization

/// What whoever has time does, once: a thread of the crew, or the one that waits for it.
class Work: @unchecked Sendable {
  private let isBegun = Atomic(false)
  private let isDone = Semaphore()

  /// To be overridden.
  func run() {}

  /// Does it, unless somebody else has begun.
  func begin() {
    guard claim() else { return }
    run()
    isDone.signal()
  }

  /// Returns when it is done, here or elsewhere.
  func finish() { claim() ? run() : isDone.wait() }

  /// Returns when nobody does it, and nobody will.
  func withdraw() { if !claim() { isDone.wait() } }

  /// Whether it is the caller who has to do it.
  private func claim() -> Bool { !isBegun.exchange(true, ordering: .acquiringAndReleasing) }
}
