/// What became of a lane's requests.
struct Tally {
  private(set) var ok = 0
  private(set) var failed = 0
  private(set) var started = 0
  /// Requests that were sent twice, as `retrying` does.
  var retried = 0
  private var failures: [(label: String, count: Int)] = []
  private var served: [(label: String, count: Int)] = []
  private var latencies: [Float] = []
  private var lastSuccess: Double
  private(set) var longestGap = 0.0
  private(set) var longestGapEnd = 0.0
  /// How late the client itself was in starting a request that was due.
  private(set) var longestDelay = 0.0
  private var bucketServed: [(label: String, count: Int)] = []
  private var bucketFailed = 0
  private var bucketLongest = 0.0

  init(start: Double) {
    lastSuccess = start
    longestGapEnd = start
  }

  var done: Int { ok + failed }

  mutating func start(delay: Double) {
    started += 1
    longestDelay = max(longestDelay, delay)
  }

  mutating func succeed(at now: Double, latency: Double, label: String) {
    ok += 1
    closeGap(at: now)
    lastSuccess = now
    latencies.append(Float(latency))
    Self.count(label, in: &served)
    Self.count(label, in: &bucketServed)
    bucketLongest = max(bucketLongest, latency)
  }

  mutating func fail(_ kind: String) {
    failed += 1
    Self.count(kind, in: &failures)
    bucketFailed += 1
  }

  /// The time after the last success counts as a gap too.
  mutating func closeGap(at now: Double) {
    if now - lastSuccess > longestGap {
      longestGap = now - lastSuccess
      longestGapEnd = now
    }
  }

  /// What happened since the last call, or nil when nothing did.
  mutating func takeBucket() -> JSONText? {
    guard !bucketServed.isEmpty || bucketFailed > 0 else { return nil }
    var text = JSONText()
    text.add("served", Self.object(bucketServed))
    text.add("failed", bucketFailed)
    text.add("longest", bucketLongest)
    bucketServed.removeAll(keepingCapacity: true)
    bucketFailed = 0
    bucketLongest = 0
    return text
  }

  func add(to text: inout JSONText, clock: Clock) {
    let sorted = latencies.sorted()
    text.add("requests", started)
    text.add("ok", ok)
    text.add("failed", failed)
    text.add("retried", retried)
    text.add("failures", Self.object(failures))
    text.add("served", Self.object(served))
    text.add("longestGap", longestGap)
    text.add("longestGapEnd", clock.calendar(longestGapEnd))
    text.add("longestStartDelay", longestDelay)
    for (name, share) in [("median", 0.5), ("p99", 0.99), ("longest", 1.0)] {
      let index = Int(Double(sorted.count - 1) * share)
      text.add(name, sorted.isEmpty ? 0 : Double(sorted[index]))
    }
  }

  /// A handful of names at most, so a list is faster than a table, and has an order.
  private static func count(_ name: String, in list: inout [(label: String, count: Int)]) {
    for index in list.indices where list[index].label == name {
      list[index].count += 1
      return
    }
    list.append((name, 1))
  }

  private static func object(_ list: [(String, Int)]) -> JSONText {
    var text = JSONText()
    for (name, count) in list { text.add(name, count) }
    return text
  }
}
