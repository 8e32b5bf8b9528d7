import Glibc

/// Seconds of the monotonic clock, and their place in calendar time.
struct Clock {
  private let offset: Double

  init() { offset = Self.read(CLOCK_REALTIME) - Self.read(CLOCK_MONOTONIC) }

  static func now() -> Double { read(CLOCK_MONOTONIC) }

  /// Seconds since 1970, so that a run can be laid beside the log of a script.
  func calendar(_ instant: Double) -> Double { instant + offset }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
