package import Diagnostics
import ManifestModel

/// What asks for the paths to confirm where no host has the gateway's network: a container beside it,
/// of its image, that runs to its end.
package struct ConfirmationPlan: Sendable {
  package let name: Traced<String>
  package let questions: [Question]
  package let times: Traced<Int>
  /// How long all answers together may take.
  package let seconds: Traced<Int>
  /// How long the container may take, the pull of its image included.
  package let deadlineSeconds: Int
  /// How long what it said can be looked up.
  package static let keptSeconds = 3600

  package struct Question: Sendable {
    package let url: String
    /// `NAME: VALUE`
    package let headers: [String]
    package let origin: Origin
  }
}

extension TargetPlan {
  /// `nil` where nothing is asked, or where the script asks the gateway itself.
  package var confirmation: ConfirmationPlan? {
    guard target == .kubernetes, let gateway else { return nil }
    let questions = strategy.confirmPaths.compactMap { question($0, by: gateway) }
    guard !questions.isEmpty else { return nil }
    return ConfirmationPlan(
      // A label has 63 characters at most.
      name: gateway.name.map { "\($0.prefix(55))-confirm" }, questions: questions,
      times: strategy.confirmTimes, seconds: strategy.confirmSeconds,
      deadlineSeconds: gateway.rolling.progress.secondsRoundedUp + strategy.confirmSeconds.value)
  }

  /// A path is asked of the gateway, as visitors do; without one, a service is asked for its health.
  private func question(
    _ path: StrategyPlan.ConfirmPath, by gateway: GatewayPlan
  ) -> ConfirmationPlan.Question? {
    let origin = path.path.origin
    guard path.isDirect else {
      let host = gateway.serverNames.first
      let headers = host.map { ["Host: \($0.value)"] } ?? []
      return gateway.confirmedAddress.map { address in
        ConfirmationPlan.Question(
          url: "\(address.value)\(path.path.value)", headers: headers,
          origin: origin.and([address.origin.range, host?.origin.range].compactMap(\.self)))
      }
    }
    let upstream = gateway.upstreams.first { $0.service.value == path.service }
    guard let upstream, case .http(let probe)? = upstream.health?.probe else { return nil }
    var headers = probe.headers.map { "\($0.name): \($0.value.value)" }
    if !probe.headers.contains(where: { $0.name.lowercased() == "host" }) {
      headers.append("Host: 127.0.0.1:\(probe.port.value)")
    }
    return ConfirmationPlan.Question(
      url: "http://\(path.service):\(probe.port.value)\(path.path.value)", headers: headers,
      origin: origin.and([probe.port.origin.range]))
  }
}

extension GatewayPlan {
  /// By which of its ports it is asked: the one that does not lead to the other.
  fileprivate var confirmedAddress: Traced<String>? {
    if let http, !redirect.value { return http.map { "http://\(name.value):\($0)" } }
    return https.map { https in https.map { "https://\(name.value):\($0)" } }
  }
}
