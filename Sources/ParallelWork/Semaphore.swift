import Glibc

/// A count that threads wait for: sem_wait(3).
final class Semaphore: @unchecked Sendable {
  private let count = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(count, 0, 0) }

  deinit {
    sem_destroy(count)
    count.deallocate()
  }

  func signal() { sem_post(count) }

  /// Returns once for each signal.
  func wait() { while sem_wait(count) != 0 && errno == EINTR {} }
}
