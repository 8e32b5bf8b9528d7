import Diagnostics
import ManifestModel

/// Health checks that run inside a container.
extension FactList {
  /// Nothing where there is no check, or where the gateway asks.
  mutating func add(health: HealthPlan?) {
    guard let health, health.isAskedInside else { return }
    addQuestion(health)
    add(.healthInterval, health.interval)
    add(.healthTimeout, health.timeout)
    add(.healthRetries, health.retries)
    add(.healthStart, health.start)
    add(.healthStartInterval, health.startInterval)
  }

  private mutating func addQuestion(_ health: HealthPlan) {
    let limit = HealthPlan.limit(below: health.timeout.value)
    let origin = Origin(health.timeout.origin.range, reason: "a second below the timeout")
    switch health.probe {
    case .command(let words): add(.healthCommand, words: words)
    case .tcp(let port):
      add(.healthVia, "tcp", from: port.origin)
      add(.healthPort, port)
      add(.healthLimit, limit, from: origin)
      add(.healthLimit, key: "nc", HealthPlan.whole(limit), from: origin)
    case .http(let probe):
      add(.healthVia, probe.via.value.rawValue, from: probe.via.origin)
      add(.healthPort, probe.port)
      add(.healthPath, text: probe.path)
      let isWhole = probe.via.value == .wget
      add(.healthLimit, isWhole ? HealthPlan.whole(limit) : limit, from: origin)
      for header in probe.headers { add(.healthHeader, key: header.name, text: header.value) }
    }
  }

  /// The gateway's check of itself, which takes any certificate.
  mutating func add(healthOf gateway: GatewayPlan) {
    let origin = gateway.healthPath.origin
    let isPlain = gateway.http != nil
    add(.healthVia, isPlain ? "curl -k" : "curl -k https", from: origin)
    let port = isPlain ? gateway.httpContainerPort : gateway.httpsContainerPort
    add(.healthPort, String(port), from: origin)
    add(.healthPath, text: gateway.healthPath)
    add(.healthLimit, "2", from: origin)
    add(.healthInterval, "5s", from: origin)
    add(.healthTimeout, "3s", from: origin)
    add(.healthRetries, "3", from: origin)
    add(.healthStart, "30s", from: origin)
    add(.healthStartInterval, "1s", from: origin)
  }
}

extension HealthPlan {
  /// Whether the container's own engine asks, and not the gateway.
  var isAskedInside: Bool {
    if case .http(let probe) = probe { return probe.via.value != .gateway }
    return true
  }

  /// The question's own time limit, so that the engine sees a failure and not a kill: a second less
  /// than `timeout`, half of it where it is short; in seconds.
  static func limit(below timeout: Duration) -> String {
    let milliseconds = timeout.milliseconds
    let limit = milliseconds >= 2000 ? milliseconds - 1000 : milliseconds / 2
    guard limit % 1000 > 0 else { return String(limit / 1000) }
    return "\(limit / 1000)." + String(limit % 1000 + 1000).dropFirst()
  }

  /// In whole seconds, at least one.
  static func whole(_ limit: String) -> String {
    let seconds = String(limit.prefix { $0 != "." })
    return seconds == "0" ? "1" : seconds
  }
}
