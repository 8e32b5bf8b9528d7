import Diagnostics
import OutputTrees
import Planning

extension Runbook {
  /// What no switch can cover on one host: whatever takes the only listener, or the only server,
  /// away. The engine tests show that the right colour comes back, and measure the gaps.
  private func drain(_ target: TargetPlan) -> String {
    String(target.drainSeconds.value)
  }

  func blueGreenOutages(_ target: TargetPlan) -> [MarkdownBlock] {
    guard let gateway = target.gateway else { return [] }
    return [
      heading(3, "What interrupts the site", "사이트가 잠시 멈추는 경우"),
      paragraph(
        """
        A deployment does not. These do, since one host has one listener; the colour that served \
        comes back by itself:
        """,
        """
        배포로는 멈추지 않습니다. 호스트 하나에는 게이트웨이도 하나이므로 아래의 경우에는 멈추며, 응답하던 색이 \
        저절로 돌아옵니다.
        """),
      .bullets([
        say(
          "the gateway crashes: about 1 s", "게이트웨이가 죽을 때: 약 1초"),
        say(
          """
          \(code: "--gateway") replaces it: requests under way end first, at most \
          \(drain(target)) s, while it still answers; then nothing listens for up to \
          \(String(GatewayPlan.awaySeconds)) s, and what began meanwhile and takes over \
          \(String(GatewayPlan.handoverSeconds)) s is cut, WebSockets too
          """,
          """
          \(code: "--gateway")로 교체할 때: 진행 중인 요청이 끝나기를 응답을 계속하면서 최대 \(drain(target))초 \
          기다립니다. 그 뒤 최대 \(String(GatewayPlan.awaySeconds))초 동안 응답하지 않으며, 그동안 시작되어 \
          \(String(GatewayPlan.handoverSeconds))초 넘게 걸리는 요청은 끊깁니다(웹소켓 포함)
          """),
        say(
          "the engine or the host restarts: until the containers have started",
          "도커 엔진이나 호스트를 다시 시작할 때: 컨테이너가 뜰 때까지"),
        say(
          """
          a service that has one instance per colour crashes, or \(code: "docker compose restart") \
          restarts it: until it has started again. To restart without a gap, deploy the same tag again
          """,
          """
          색마다 하나뿐인 서비스가 죽거나 \(code: "docker compose restart")로 다시 시작할 때: 다시 뜰 때까지. 끊김 \
          없이 다시 시작하려면 같은 태그를 다시 배포합니다
          """),
      ]).from(parts: [nil, gateway.workerShutdownSeconds.origin]),
    ]
  }
}
