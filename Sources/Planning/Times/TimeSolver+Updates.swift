import Diagnostics
import ManifestModel

extension TimeSolver {
  /// `rolling.pause`; a service that nobody can ask has to run 10 s before it counts as up.
  func ready(_ service: Service) -> TimeTerm {
    let given = service.strategy.rolling.pause ?? manifest.strategy.rolling.pause
    let pause =
      given.map(Traced.init)
      ?? Traced(
        Duration(seconds: 10),
        from: Origin(manifest.strategy.range ?? service.range, reason: "default: pause 10 s"))
    guard target == .kubernetes, service.health == nil else { return TimeTerm("pause", pause) }
    return TimeTerm("pause", pause.map { max($0, engine.uncheckedStart) })
  }

  /// Kubernetes asks each `startInterval`, in whole seconds, for as long as the start and its checks
  /// may take.
  mutating func startup(of service: Service, role: ServicePlan.Role) -> StartupPlan? {
    guard target == .kubernetes, let times = shared.of(service).health else { return nil }
    let step = times.startInterval.value.probeSeconds
    let least = role == .backing ? EngineTimes.firstInitialisation : nil
    let whole = TimeInequality.sum(times.untilVerdict).secondsRoundedUp
    let window = max(whole, least.map(\.secondsRoundedUp) ?? whole)
    let failures = Traced(
      (window + step - 1) / step,
      from: Origin(times.start.origin.range, reason: "(start + interval × retries) / period")
        .and([
          times.interval.origin.range, times.retries.origin.range, times.startInterval.origin.range,
        ]))
    let probe = TimeTerm(
      "startupProbe", Traced(Duration(seconds: step), from: failures.origin),
      times: ("failureThreshold", failures.value))
    hold(.startWithinProbe, of: service.name.value, times.untilVerdict, [probe])
    if let least {
      let first = TimeTerm(fixed: "first initialisation", least, at: service.range)
      hold(.startWithinProbe, of: service.name.value, [first], [probe])
    }
    return StartupPlan(
      stepSeconds: step, failures: failures, leastSeconds: least?.secondsRoundedUp)
  }

  private func pull(_ service: Service) -> TimeTerm {
    TimeTerm(fixed: "image pull", engine.imagePull, at: service.range)
  }

  /// A pod has its image to pull, its start, its checks and its pause before the next one's turn.
  mutating func progress(
    of service: Service, monitor: Traced<Duration>
  ) -> (time: Traced<Duration>, terms: [TimeTerm]) {
    let checks = shared.of(service).health?.untilVerdict ?? []
    let needed = [pull(service)] + checks + [ready(service)]
    let watched = [pull(service), TimeTerm("monitor", monitor), ready(service)]
    let terms = Self.seconds(needed) > Self.seconds(watched) ? needed : watched
    let time = Traced(
      Duration(seconds: Self.seconds(terms)),
      from: Origin(terms[1].origin.range, reason: terms.map(\.label).joined(separator: " + "))
        .and(terms.map(\.origin.range) + (service.health?.retries.map { [$0.range] } ?? [])))
    if target == .kubernetes {
      hold(
        .startWithinProgress, of: service.name.value, needed,
        [TimeTerm("progressDeadlineSeconds", time)])
    }
    return (time, terms)
  }

  /// How long the script waits: for each batch the image's pull, the start, the checks, the pause
  /// and the end of the old; then the monitor.
  mutating func update(
    of service: Service, grace: Traced<Duration>, monitor: Traced<Duration>
  ) -> Traced<Duration> {
    let batch =
      (service.strategy.rolling.batch ?? manifest.strategy.rolling.batch)?.value ?? 1
    let replicas = service.replicas?.value ?? 1
    let batches = (replicas + batch - 1) / batch
    let times = shared.of(service).health
    var each = [pull(service)]
    if let times {
      each += [
        TimeTerm("start", times.start),
        TimeTerm("interval", times.interval, times: ("checks", times.retries.value + 1)),
      ]
    }
    each += [ready(service), TimeTerm("grace", grace)]
    let seconds = batches * Self.seconds(each) + monitor.value.secondsRoundedUp
    let time = Traced(
      Duration(seconds: seconds),
      from: Origin(
        monitor.origin.range, reason: "batches × (pull + start + checks + pause + grace)"
      ).and(
        each.map(\.origin.range)
          + [service.replicas?.range, times?.retries.origin.range].compactMap { $0 }))
    if target == .swarm {
      let whole = each.map {
        TimeTerm(
          $0.name, Traced($0.amount, from: $0.origin), times: ("batches", batches))
      }
      hold(
        .updateWithinWait, of: service.name.value, whole + [TimeTerm("monitor", monitor)],
        [TimeTerm("the script's wait", time)])
    }
    return time
  }

  /// Each in whole seconds, rounded up, as the artefacts state them.
  private static func seconds(_ terms: [TimeTerm]) -> Int {
    terms.reduce(0) { $0 + $1.value.secondsRoundedUp * ($1.factor?.count ?? 1) }
  }
}
