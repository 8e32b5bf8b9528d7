import Diagnostics
import ManifestModel
import Planning

/// A rollout's step in the runbook's language; the plan speaks English.
enum RunbookStep {
  static func does(_ step: Rollout.Step, in target: Target, _ remark: Remark) -> String {
    let does = plain(step.does)
    return remark(does, unasked[does] ?? korean[step.name]?.does(target) ?? does)
  }

  static func undoes(_ step: Rollout.Step, in target: Target, _ remark: Remark) -> String {
    let undoes = step.undoes ?? remark("nothing to take back", "되돌릴 것이 없음")
    guard step.undoes != nil, let wording = korean[step.name] else { return undoes }
    // Where nothing is read again, the version itself goes back.
    let isRolled = step.name == "confirm" && target != .blueGreen
    return remark(undoes, isRolled ? "바꾼 서비스를 거꾸로 하나씩 이전 버전으로 되돌림" : wording.undoes)
  }

  /// The text goes into a cell as it is, so Markdown's marks would show.
  private static func plain(_ text: String) -> String { text.replacingAll("`", with: "") }

  private struct Wording: Sendable {
    let does: @Sendable (Target) -> String
    let undoes: String

    init(_ does: String, undoes: String = "이전 상태로 되돌림") {
      self.does = { _ in does }
      self.undoes = undoes
    }

    init(blueGreen: String, others: String, undoes: String = "이전 상태로 되돌림") {
      does = { $0 == .blueGreen ? blueGreen : others }
      self.undoes = undoes
    }
  }

  /// Steps that ask for nothing where there is no path to confirm.
  private static let unasked: [String: String] = [
    "requests nothing: there is no path to confirm":
      "confirm 경로가 없어 아무것도 요청하지 않음",
    "sees that no container of the new colour has restarted":
      "새 색의 컨테이너가 다시 시작되지 않았는지 확인",
  ]

  private static let backAgain = "링크를 되돌리고, 설정이 바뀌었으면 다시 읽음"

  private static let korean: [String: Wording] = [
    "reconcile": Wording(
      blueGreen: "실행 중인 nginx에 어느 색이 응답하는지 묻고, 중단된 배포의 흔적을 정리",
      others: "잠금을 얻고, 중단된 배포가 남긴 것을 확인"),
    "preflight": Wording(
      blueGreen: "변수, 비밀 값, 인증서, 디스크, 포트, 설정 파일 가운데 빠지거나 틀린 것이 있으면 거절",
      others: "변수, 비밀 값, 인증서와 생성물을 검사하고 빠지거나 틀린 것이 있으면 거절",
      undoes: "시험한 설정을 버림"),
    "build": Wording("이미지를 만들거나 받고, registry가 있으면 올림"),
    "secrets": Wording("값이 바뀐 비밀 값을 새 번호로 등록"),
    "foundation": Wording("네임스페이스, 볼륨, ConfigMap을 적용"),
    "backing": Wording(
      blueGreen: "실행 중이 아닌 공용 서비스와 게이트웨이를 시작",
      others: "공용 서비스(데이터베이스, 캐시)를 적용하고 준비될 때까지 기다림"),
    "release": Wording("release 명령을 새 버전으로 한 번 실행", undoes: "실행하던 작업을 지움"),
    "start": Wording("쉬고 있는 색만 새로 시작", undoes: "시작한 것을 지움"),
    "stage": Wording("쉬고 있는 색의 주소를 nginx에 알림 (아직 트래픽은 가지 않음)"),
    "health": Wording("모두 정상일 때까지 1초마다 상태 검사", undoes: "새 색을 지움"),
    "rehearse": Wording("내부 listener로 새 색의 confirm 경로를 모두 확인", undoes: "새 색을 지움"),
    "candidate": Wording("새 상태를 옆에 쓰고, 게이트웨이가 보는 것과 비교하고, 시험", undoes: "후보를 치움"),
    "rename": Wording("nginx가 요청마다 따라가는 링크를 원자적으로 옮김: 전환", undoes: backAgain),
    "reload": Wording("설정이 바뀌었으면 nginx를 다시 읽고, 새 색이 응답할 때까지 기다림", undoes: backAgain),
    "confirm": Wording("게이트웨이를 거쳐 confirm 경로를 모두 확인", undoes: backAgain),
    "drain": Wording("이전 색의 요청이 모두 끝날 때까지, 길어도 drain만큼 기다림", undoes: backAgain),
    "services": Wording(
      "의존 순서대로 서비스를 하나씩 적용하고 끝까지 기다림", undoes: "바꾼 서비스를 거꾸로 하나씩 이전 버전으로 되돌림"),
    "gateway": Wording("게이트웨이를 적용하고 기다림", undoes: "게이트웨이와 서비스를 이전 버전으로 되돌림"),
    "workers": Wording("새 worker를 시작한 뒤 이전 worker를 멈춤", undoes: "이전 worker로 되돌림"),
    "singletons": Wording("이전 것을 멈추고 새것을 시작하며, 그 공백을 알림", undoes: "이전 것으로 되돌림"),
    "jobs": Wording("CronJob을 적용", undoes: "이전 CronJob으로 되돌림"),
    "stop": Wording("retain 설정에 따라 이전 색을 멈추거나 지우거나 둠"),
    "record": Wording("적용한 stack 파일을 값과 함께 기록하고, manifest에서 빠진 서비스를 지움"),
    "clean": Wording("배포를 기록하고, 아무 버전도 쓰지 않는 것을 지움"),
  ]
}
