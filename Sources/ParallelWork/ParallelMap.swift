import Glibc
import Synchronization

extension Array where Element: Sendable {
  /// `map` on as many threads as there are processors; the results keep the order.
  ///
  /// Plain threads: the runtime of Swift's tasks takes longer to start than a build takes.
  package func parallelMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let helpers = Swift.min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN))) - 1
    guard helpers > 0 else { return map(transform) }
    let work = SharedWork(self, transform)
    // Where a thread can't be had, the others do its share.
    let threads = (0..<helpers).compactMap { _ in work.start() }
    work.run()
    for thread in threads { pthread_join(thread, nil) }
    return work.results()
  }
}

/// Items that several threads take one after the other.
private final class SharedWork<Item: Sendable, Result: Sendable>: Work {
  private let items: [Item]
  private let transform: @Sendable (Item) -> Result
  private let next = Atomic<Int>(0)
  private let made: Mutex<[Result?]>

  init(_ items: [Item], _ transform: @escaping @Sendable (Item) -> Result) {
    self.items = items
    self.transform = transform
    made = Mutex(Array(repeating: nil, count: items.count))
  }

  override func run() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < items.count else { return }
      let result = transform(items[index])
      made.withLock { $0[index] = result }
    }
  }

  /// To be asked for when all threads are done.
  func results() -> [Result] { made.withLock { $0.compactMap { $0 } } }
}
