import Synchronization

extension Array where Element: Sendable {
  /// `map` on as many threads as there are processors; the results keep the order.
  package func parallelMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let helpers = Swift.min(count - 1, Crew.shared.size)
    guard helpers > 0 else { return map(transform) }
    let work = SharedWork(self, transform)
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
  private let transform: @Sendable (Item) -> Result
  private let next = Atomic<Int>(0)
  private let made: Mutex<[Result?]>

  init(_ items: [Item], _ transform: @escaping @Sendable (Item) -> Result) {
    self.items = items
    self.transform = transform
    made = Mutex(Array(repeating: nil, count: items.count))
  }

  /// Takes items until there are none.
  func run() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < items.count else { return }
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
