import Diagnostics
import ManifestModel

/// The times of one health check, with the defaults of what it does not say.
final class HealthTimes {
  let interval: Traced<Duration>
  let timeout: Traced<Duration>
  let retries: Traced<Int>
  let start: Traced<Duration>
  let startInterval: Traced<Duration>
  /// How long a service that was well may answer wrongly until the engine says so.
  let failure: TimeTerm
  /// How long a new one may take until the engine gives it up.
  let untilVerdict: [TimeTerm]

  init(_ health: Health) {
    let defaulted = { (reason: String) in Origin(health.range, reason: reason) }
    interval =
      health.interval.map(Traced.init)
      ?? Traced(Duration(seconds: 5), from: defaulted("default: interval 5 s"))
    timeout =
      health.timeout.map(Traced.init)
      ?? Traced(Duration(seconds: 3), from: defaulted("default: timeout 3 s"))
    retries =
      health.retries.map(Traced.init) ?? Traced(3, from: defaulted("default: 3 retries"))
    start =
      health.start.map(Traced.init)
      ?? Traced(Duration(seconds: 30), from: defaulted("default: start 30 s"))
    startInterval =
      health.startInterval.map(Traced.init)
      ?? Traced(Duration(seconds: 1), from: defaulted("default: startInterval 1 s"))
    failure = TimeTerm("interval", interval, times: ("retries", retries.value))
    untilVerdict = [TimeTerm("start", start), failure]
  }

  /// What a probe allows itself: a second less than the engine does, half where that is short.
  static func limit(below timeout: Duration) -> Duration {
    timeout.milliseconds >= 2000
      ? Duration(milliseconds: timeout.milliseconds - 1000)
      : Duration(milliseconds: timeout.milliseconds / 2)
  }
}
