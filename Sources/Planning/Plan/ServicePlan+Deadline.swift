import Diagnostics
import ManifestModel

extension ServicePlan {
  /// How long a rolling update may take before a script gives up waiting, in seconds: for each
  /// batch the image's download (300 s), the start, the checks, the pause and the end of the old;
  /// then the monitor.
  package var updateDeadlineSeconds: Int {
    let batches = (replicas.value + rolling.batch.value - 1) / rolling.batch.value
    let start = health?.start.value.secondsRoundedUp ?? 0
    let checks = health.map { $0.interval.value.secondsRoundedUp * ($0.retries.value + 1) } ?? 0
    let each =
      300 + start + checks + rolling.pause.value.secondsRoundedUp + stop.graceSeconds.value
    return batches * each + rolling.monitor.value.secondsRoundedUp
  }
}
