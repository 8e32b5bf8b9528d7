import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// `docker/.env.example`: every deploy-time variable and every secret, with who reads it.
enum EnvironmentExample {
  static func file(_ plan: DeploymentPlan) -> OutputFile {
    let remark = Remark(plan.project.comments)
    let header =
      ArtefactHeader.lines(for: plan.project) + [
        remark(
          "Copy it to .env, which git ignores, and fill it in.",
          ".env로 복사해서 값을 채우세요. git은 .env를 무시합니다.")
      ]
    return EnvFileWriter.file(
      path: "docker/.env.example", header: header,
      entries: variables(plan, remark) + secrets(plan, remark))
  }

  private static func variables(_ plan: DeploymentPlan, _ remark: Remark) -> [EnvFileEntry] {
    var seen: Set<String> = []
    return plan.targets.flatMap(\.variables).filter { seen.insert($0.name.value).inserted }.map {
      variable in
      let readers = variable.readers.joined(separator: ", ")
      let value = variable.fallback.text ?? ""
      return EnvFileEntry(
        variable.name.value, value: EnvFileWriter.canHold(value) ? value : "",
        isOptional: variable.fallback.text != nil, origin: variable.name.origin,
        comment: [
          variable.fallback.text == nil
            ? remark("Must be set; read by \(readers).", "꼭 필요합니다. 읽는 곳: \(readers).")
            : remark("Optional; read by \(readers).", "선택입니다. 읽는 곳: \(readers).")
        ] + [variable.fallback.message].compactMap(\.self))
    }
  }

  private static func secrets(_ plan: DeploymentPlan, _ remark: Remark) -> [EnvFileEntry] {
    var seen: Set<String> = []
    return plan.targets.flatMap(\.secrets).compactMap { secret in
      guard case .variable(let variable) = secret.source, seen.insert(variable.value).inserted
      else { return nil }
      let readers = secret.readers.joined(separator: ", ")
      return EnvFileEntry(
        variable.value, origin: variable.origin,
        comment: [
          remark(
            "The value of the secret \(secret.name.value); read by \(readers).",
            "비밀 값 \(secret.name.value)입니다. 읽는 곳: \(readers).")
        ])
    }
  }
}
