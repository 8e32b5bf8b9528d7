import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// From nothing to a site that answers, under Compose.
extension Runbook {
  func firstStart(_ target: TargetPlan) -> [MarkdownBlock] {
    let script = Self.script(of: .blueGreen)
    let byScript = target.startedByScript
    let command =
      byScript.isEmpty
      ? "docker compose -f docker/docker-compose.blue-green.yml up -d" : "\(script) deploy"
    return [
      heading(3, "First start", "처음 시작"),
      .code("cp docker/.env.example docker/.env\n\(command)", language: "bash"),
      paragraph(
        """
        Fill in \(code: "docker/.env") before the second command. Later, start what was deployed \
        last with \(code: script + " up"), which takes its tag and values from the record.
        """,
        """
        두 번째 명령 전에 \(code: "docker/.env")를 채웁니다. 그 뒤로는 \
        \(code: script + " up")이 기록된 태그와 값으로 마지막 배포를 시작합니다.
        """),
      byScript.isEmpty ? unchanged() : refused(byScript),
    ]
  }

  /// Plain `docker compose up` is for the version that serves as it is.
  private func unchanged() -> MarkdownBlock {
    paragraph(
      """
      Never add \(code: "--build"), or another tag, to \(code: "docker compose up") once a colour \
      serves: it would make that colour again under its requests. A new version goes by \
      \(code: "deploy").
      """,
      """
      한 색이 응답하기 시작한 뒤에는 \(code: "docker compose up")에 \(code: "--build")나 다른 태그를 주지 않습니다. \
      응답 중인 색을 다시 만들어 요청이 끊깁니다. 새 버전은 \(code: "deploy")로만 배포합니다.
      """)
  }

  private func refused(_ services: [ServicePlan]) -> MarkdownBlock {
    let names = services.map(\.name.value).joined(separator: ", ")
    return paragraph(
      """
      Plain \(code: "docker compose up") does not start this project, and says so: of \(names), \
      the image alone knows the command that has to run behind zdc's wrapper, which hands over the \
      secrets. The script reads it from the image.
      """,
      """
      이 프로젝트는 \(code: "docker compose up")만으로 시작되지 않으며, 실행하면 그렇게 알립니다. \(names)는 비밀 값을 \
      전하는 zdc의 wrapper 뒤에서 실행할 명령이 이미지에만 있어서, 스크립트가 이미지에서 읽습니다.
      """
    ).from(.joined(services.map(\.name.origin)))
  }
}

extension TargetPlan {
  /// Services that the deploy script alone can start, each once.
  var startedByScript: [ServicePlan] {
    allServices.filter { $0.colour != .green && $0.role != .job && $0.wrapper?.image != nil }
  }
}
