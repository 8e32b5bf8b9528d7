import Synchronization

/// The results of both: the first here, the other on another thread where one has time.
package func both<One, Other: Sendable>(
  _ here: () -> One, meanwhile elsewhere: @escaping @Sendable () -> Other
) -> (One, Other) {
  let work = OneWork(elsewhere)
  Crew.shared.offer(work)
  let one = here()
  return (one, work.result())
}

private final class OneWork<Result: Sendable>: Work, @unchecked Sendable {
  private let body: @Sendable () -> Result
  private let made = Mutex<Result?>(nil)

  init(_ body: @escaping @Sendable () -> Result) { self.body = body }

  override func run() {
    let result = body()
    made.withLock { $0 = result }
  }

  func result() -> Result {
    finish()
    guard let made = made.withLock({ $0 }) else { preconditionFailure("it is not done") }
    return made
  }
}
