import Diagnostics
import ManifestModel
import Planning

/// How a service is asked to end, and how long it may take.
enum StopProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "stop.signal",
      docker: .at(
        "stop_signal", nil,
        { service, _ in .one(service.stop.givenSignal) })
    ) { service, plan in
      // Compose and Swarm leave the signal to the image where the manifest has none.
      .one(service.stop.signal).only(
        where: plan.target == .kubernetes || service.stop.signal.origin.reason == nil)
    },
    Property(
      "stop.grace", .time, docker: "stop_grace_period",
      kubernetes: .at(
        "pod.terminationGracePeriodSeconds", nil,
        { service, _ in
          .seconds(service.stop.graceSeconds).only(where: service.role != .job)
        })
    ) { service, _ in .seconds(service.stop.graceSeconds) },
    Property(
      "stop.pause", .time, kubernetes: .at("container.lifecycle.preStop.sleep.seconds", nil, sleep),
      .at("container.lifecycle.preStop.exec.command", .words, signal)
    ) { service, _ in
      .seconds(service.stop.pauseSeconds).only(where: service.stop.pauseSeconds.value > 0)
    },
  ]

  private static let sleep: Property<ServicePlan>.Reading = { service, _ in
    let pause = service.stop.pauseSeconds
    return .seconds(pause).only(
      where: pause.value > 0 && service.stop.signal.value == "SIGTERM" && service.role != .job)
  }

  /// The kubelet sends nothing but SIGTERM: another signal is sent before it.
  private static let signal: Property<ServicePlan>.Reading = { service, _ in
    let pause = service.stop.pauseSeconds.value
    let signal = service.stop.signal
    guard signal.value != "SIGTERM", service.role != .job else { return .none }
    let name = signal.value.hasPrefix("SIG") ? String(signal.value.dropFirst(3)) : signal.value
    let wait = pause > 0 ? "sleep \(pause); " : ""
    let script = "\(wait)kill -s \(name) 1; while kill -0 1 2>/dev/null; do sleep 1; done"
    return .stated(FactText.words(["sh", "-c", script]), from: signal.origin)
  }
}
