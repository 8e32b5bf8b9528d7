import Glibc
import Synchronization

/// The results of both: the first here, the other on a thread of its own.
package func both<One, Other: Sendable>(
  _ here: () -> One, meanwhile elsewhere: @escaping @Sendable () -> Other
) -> (One, Other) {
  let work = OneWork(elsewhere)
  guard let thread = work.start() else { return (here(), elsewhere()) }
  let one = here()
  pthread_join(thread, nil)
  return (one, work.result() ?? elsewhere())
}

private final class OneWork<Result: Sendable>: Work {
  private let body: @Sendable () -> Result
  private let made = Mutex<Result?>(nil)

  init(_ body: @escaping @Sendable () -> Result) { self.body = body }

  override func run() {
    let result = body()
    made.withLock { $0 = result }
  }

  /// To be asked for when the thread is done.
  func result() -> Result? { made.withLock { $0 } }
}
