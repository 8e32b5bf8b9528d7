import Glibc

@main
enum LoadClient {
  static func main() {
    if CommandLine.arguments.contains("--help") {
      print(Options.usage, terminator: "")
      return
    }
    do {
      let options = try Options.parse(Array(CommandLine.arguments.dropFirst()))
      exit(try run(options) ? 0 : 1)
    } catch {
      fail(error.message)
    }
  }

  private static func fail(_ message: String) -> Never {
    let line = Array("loadclient: \(message)\n".utf8)
    write(STDERR_FILENO, line, line.count)
    exit(64)
  }

  /// True when every lane succeeded.
  private static func run(_ options: Options) throws(OptionError) -> Bool {
    raiseDescriptorLimit()
    let journal = try Journal(path: options.output)
    let signals = blockSignals()
    let loop = EventLoop()
    let start = Clock.now() + 0.01
    let runners: [any LaneRunner] = options.lanes.map { lane in
      switch lane.kind {
      case .http: HTTPLane(lane, options, loop, journal, start: start)
      case .websocket: WebSocketLane(lane, options, loop, journal, start: start)
      }
    }
    journal.write("start", JSONText(), at: start)
    drive(runners, loop, journal, end: start + (options.duration ?? .infinity), signals)
    var summary = JSONText()
    summary.add("seconds", Clock.now() - start)
    summary.add("lanes", runners.map { $0.summary(journal.clock) })
    journal.write("summary", summary)
    print(summary.finished)
    return runners.allSatisfy(\.succeeded)
  }

  private static func drive(
    _ runners: [any LaneRunner], _ loop: EventLoop, _ journal: Journal, end: Double,
    _ signals: sigset_t
  ) {
    var isStopping = false
    var nextBucket = Clock.now() + 0.1
    while true {
      let now = Clock.now()
      // Before the stop: what was due before the end is sent, however late this comes to it.
      for runner in runners { runner.startDue(now, before: end) }
      if !isStopping, now >= end || isSignalled(signals) {
        isStopping = true
        for runner in runners { runner.stop(now) }
      }
      var due = nextBucket
      for runner in runners {
        runner.expire(now)
        due = min(due, runner.nextDue)
      }
      let isFinished = isStopping && runners.allSatisfy(\.isFinished)
      if now >= nextBucket || isFinished {
        writeBuckets(runners, journal)
        nextBucket += 0.1
      }
      if isFinished { return }
      // epoll counts in milliseconds; a wait of none would only burn the core.
      let wait = due - Clock.now()
      loop.wait(milliseconds: wait <= 0 ? 0 : Int32(max(1, (wait * 1000).rounded(.down))))
    }
  }

  private static func writeBuckets(_ runners: [any LaneRunner], _ journal: Journal) {
    for runner in runners {
      guard let bucket = runner.takeBucket() else { continue }
      var text = JSONText()
      text.add("lane", runner.name)
      text.add("bucket", bucket)
      journal.write("bucket", text)
    }
    journal.flush()
  }

  private static func blockSignals() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigprocmask(SIG_BLOCK, &signals, nil)
    return signals
  }

  private static func isSignalled(_ signals: sigset_t) -> Bool {
    var signals = signals
    var none = timespec()
    return sigtimedwait(&signals, nil, &none) > 0
  }

  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
