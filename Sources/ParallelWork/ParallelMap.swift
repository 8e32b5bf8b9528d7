import Synchronization

extension Array where Element: Sendable {
  /// `map` on as many threads as there are processors; the results keep the order.
  ///
  /// - Parameter lastFirst: begins with the last one, where that takes longest.
  package func parallelMap<Result: Sendable>(
    lastFirst: Bool = false, _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let helpers = Swift.min(count - 1, Crew.shared.size)
    guard helpers > 0 else { return map(transform) }
    let work = SharedWork(self, lastFirst: lastFirst, transform)
    let help = (0..<helpers).map { _ in Help(work) }
    for help in help { Crew.shared.offer(help) }
    work.run()
    for help in help { help.withdraw() }
    return work.results()
  }
}

/// Items that several threads take one after the other.
private final class SharedWork<Item: Sendable, Result: Sendable>: Sendable {
  private let items: [Item]
  private let lastFirst: Bool
  private let transform: @Sendable (Item) -> Result
  private let next = Atomic<Int>(0)
  private let made: Mutex<[Result?]>

  init(_ items: [Item], lastFirst: Bool, _ transform: @escaping @Sendable (Item) -> Result) {
    self.items = items
    self.lastFirst = lastFirst
    self.transform = transform
    made = Mutex(Array(repeating: nil, count: items.count))
  }

  /// Takes items until there are none.
  func run() {
    while true {
      let taken = next.add(1, ordering: .relaxed).oldValue
      guard taken < items.count else { return }
      let index = lastFirst ? items.count - 1 - taken : taken
      let result = transform(items[index])
      made.withLock { $0[index] = result }
    }
  }

  /// To be asked for when all that helped are done.
  func results() -> [Result] { made.withLock { $0.compactMap { $0 } } }
}

/// A thread's share in it.
private final class Help<Item: Sendable, Result: Sendable>: Work, @unchecked Sendable {
  private let work: SharedWork<Item, Result>

  init(_ work: SharedWork<Item, Result>) { self.work = work }

  override func run() { work.run() }
}
