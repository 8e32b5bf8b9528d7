import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension Runbook {
  /// Deploy-time variables and secrets, and who reads them.
  func values() -> [MarkdownBlock] {
    let targets = plan.targets
    var rows: [[MarkdownText]] = []
    var origins: [Origin?] = []
    var seen: Set<String> = []
    for variable in targets.flatMap(\.variables) where seen.insert(variable.name.value).inserted {
      origins.append(variable.name.origin)
      rows.append([
        .code(variable.name.value),
        variable.fallback.text.map {
          $0.isEmpty
            ? say("else empty", "없으면 빈 값") : say("else \(code: $0)", "없으면 \(code: $0)")
        }
          ?? say("must be set", "필수"),
        .literal(variable.readers.joined(separator: ", ")),
      ])
    }
    for secret in targets.flatMap(\.secrets)
    where seen.insert("secret " + secret.name.value).inserted {
      origins.append(secret.name.origin)
      rows.append([
        .code(secret.name.value), source(of: secret),
        .literal(secret.readers.joined(separator: ", ")),
      ])
    }
    guard !rows.isEmpty else { return [] }
    return [
      heading(2, "Variables and secrets", "환경 변수와 비밀 값"),
      paragraph(
        """
        From the environment, else from \(code: "docker/.env"), which git ignores; \
        \(code: "docker/.env.example") lists them all.
        """,
        """
        환경 변수에서, 없으면 \(code: "docker/.env")에서 읽습니다. 이 파일은 git에 들지 않습니다. 목록은 \
        \(code: "docker/.env.example")에 있습니다.
        """),
      .table(
        header: [say("Name", "이름"), say("Value", "값"), say("Read by", "읽는 곳")], rows: rows
      ).from(parts: origins),
    ] + rotation()
  }

  /// Whom a secret's new value reaches.
  private func rotation() -> [MarkdownBlock] {
    plan.targets.filter { !$0.secrets.isEmpty }.map { target in
      rotation(on: target.target).from(Origin.joined(target.secrets.map(\.name.origin)))
    }
  }

  private func rotation(on target: Target) -> MarkdownBlock {
    switch target {
    case .blueGreen:
      paragraph(
        """
        A new value of a secret reaches the colour that the next blue-green deployment starts. \
        The colour before it may still hold the old one, and a rollback goes back to that; a \
        backing service gets it by \(code: "--backing NAME"). \(code: "status") lists the \
        secrets whose value here is not the one that the active colour started with.
        """,
        """
        비밀 값을 바꾸면 다음 블루-그린 배포가 띄우는 색부터 새 값을 씁니다. 그 전 색은 옛 값을 그대로 쓸 수 있어, \
        롤백하면 옛 값으로 돌아갑니다. 백킹 서비스는 \(code: "--backing NAME")으로 다시 만들어야 새 값을 받습니다. \
        \(code: "status")는 활성 색이 시작할 때와 값이 달라진 비밀 값을 보여 줍니다.
        """)
    case .swarm, .kubernetes:
      paragraph(
        """
        \(Self.title(of: target)): a deployment with a new value of a secret replaces every \
        service that reads it, and a backing service by \(code: "--backing NAME").
        """,
        """
        \(Self.title(of: target)): 비밀 값을 바꾸고 배포하면 그 값을 읽는 서비스가 모두 교체됩니다. \
        백킹 서비스는 \(code: "--backing NAME")으로 교체합니다.
        """)
    }
  }

  private func source(of secret: SecretPlan) -> MarkdownText {
    switch secret.source {
    case .variable(let name): say("secret, from \(code: name.value)", "비밀 값, \(code: name.value)에서")
    case .file(let path):
      say("secret, from the file \(code: path.fromOutput)", "비밀 값, 파일 \(code: path.fromOutput)에서")
    case .external(let name):
      say("secret \(code: name.value), which is there already", "이미 있는 비밀 값 \(code: name.value)")
    }
  }
}
