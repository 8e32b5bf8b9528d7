import OutputTrees
import Planning

extension Runbook {
  /// What no switch can cover on one host: whatever takes the only listener, or the only server,
  /// away. The engine tests show that the right colour comes back, and measure the gaps.
  func blueGreenOutages(_ target: TargetPlan) -> [MarkdownBlock] {
    guard target.gateway != nil else { return [] }
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
          "the gateway crashes, or \(code: "--gateway") replaces it: a second or two",
          "게이트웨이가 죽거나 \(code: "--gateway")로 교체할 때: 1–2초"),
        say(
          "the engine or the host restarts: until the containers have started",
          "도커 엔진이나 호스트를 다시 시작할 때: 컨테이너가 뜰 때까지"),
        say(
          "a service that has one instance per colour crashes: until it has started again",
          "색마다 하나뿐인 서비스가 죽었을 때: 다시 뜰 때까지"),
      ]),
    ]
  }
}
