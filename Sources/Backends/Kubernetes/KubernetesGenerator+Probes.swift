import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension KubernetesGenerator {
  /// Startup asks each `startInterval` until the first success, so that a pod gets traffic as soon
  /// as it can; readiness takes it out of the Service; liveness alone restarts it.
  func probes(of service: ServicePlan) -> [YAMLTree.Entry] {
    YAMLTree.map {
      if let health = service.health {
        entry("startupProbe", service.startup.map { startupProbe(health, $0, of: service) })
        entry(
          "readinessProbe",
          probe(health, period: health.interval, failures: health.retries, grace: nil))
      }
      if let live = service.live {
        entry(
          "livenessProbe",
          probe(
            live, period: live.interval, failures: live.retries, grace: probeGrace(of: service)
          )
          .because(
            remark(
              "A slow pod only leaves the Service; one that is stuck is restarted.",
              "느린 파드는 트래픽에서 빠지기만 하고, 멈춘 파드는 다시 시작합니다.")))
      }
    }.entries ?? []
  }

  private func startupProbe(
    _ health: HealthPlan, _ startup: StartupPlan, of service: ServicePlan
  ) -> YAMLTree {
    let step = startup.stepSeconds
    let reason: String
    if let least = startup.leastSeconds {
      reason = remark(
        "At least \(least) s: a kill in its first initialisation ruins the data.",
        "적어도 \(least)초: 첫 초기화 도중에 죽이면 데이터가 망가집니다.")
    } else {
      let window =
        "(start \(health.start.value) + interval \(health.interval.value)"
        + " × retries \(health.retries.value))"
      reason = remark("\(window) ÷ \(step) s", "\(window) ÷ \(step)초")
    }
    return probe(
      health, period: health.startInterval, failures: startup.failures,
      grace: probeGrace(of: service), why: reason)
  }

  /// What the gateway's own probe and a service's share.
  func probe(
    _ health: HealthPlan, period: Traced<Duration>, failures: Traced<Int>, grace: YAMLTree?,
    why: String? = nil
  ) -> YAMLTree {
    .map {
      switch health.probe {
      case .http(let http): entry("httpGet", httpGet(http, isExplained: why != nil))
      case .tcp(let port): entry("tcpSocket", ["port": .integer(port)])
      case .command(let words):
        entry(
          "exec",
          [
            "command": YAMLTree(
              .words(HealthPlan.kubeletWords(words).map(kubeletText)),
              origin: .joined(words.map(\.origin)))
          ])
      }
      entry("periodSeconds", seconds(period))
      entry("timeoutSeconds", seconds(health.timeout))
      entry(
        "failureThreshold",
        why.map { YAMLTree.integer(failures).because($0) } ?? .integer(failures))
      entry("terminationGracePeriodSeconds", grace)
    }
  }

  private func httpGet(_ http: HealthPlan.HTTPProbe, isExplained: Bool) -> YAMLTree {
    let hasHost = http.headers.contains { $0.name.lowercased() == "host" }
    return .map {
      entry("path", .text(http.path))
      entry("port", .integer(http.port))
      entry(
        "httpHeaders",
        .list {
          if !hasHost { ownHost(http.port, isExplained: isExplained) }
          for header in http.headers {
            self.header(header.name, .text(header.value))
          }
        })
    }
  }

  /// The kubelet's own would be the pod's address.
  private func ownHost(_ port: Traced<Int>, isExplained: Bool) -> YAMLTree {
    let host = header("Host", .text("127.0.0.1:\(port.value)", origin: port.origin))
    guard isExplained else { return host }
    return host.because(
      remark(
        "The same request as on the other targets; by default it would be the pod's address.",
        "다른 대상의 검사와 같은 요청이 되게 합니다. 기본값은 파드의 주소입니다."))
  }

  private func header(_ name: String, _ value: YAMLTree) -> YAMLTree {
    .map(origin: value.origin) {
      entry("name", .text(name))
      entry("value", value)
    }
  }

  /// A container that a probe condemns is dead: it need not wait out `preStop`.
  private func probeGrace(of service: ServicePlan) -> YAMLTree? {
    let pause = service.stop.pauseSeconds
    guard pause.value > 0 else { return nil }
    return .integer(
      service.stop.condemnedSeconds,
      origin: Origin(service.stop.graceSeconds.origin.range, reason: "grace - pause")
        .and([pause.origin.range]))
  }

  func seconds(_ duration: Traced<Duration>) -> YAMLTree {
    .integer(duration.map(\.probeSeconds))
  }
}
