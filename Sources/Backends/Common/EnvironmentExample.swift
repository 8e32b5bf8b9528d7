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
      path: "docker/.env.example", header: header, entries: entries(plan, remark))
  }

  /// Each name once, whatever reads it: of two lines the later one would count.
  private static func entries(_ plan: DeploymentPlan, _ remark: Remark) -> [EnvFileEntry] {
    let secrets = secrets(plan, remark)
    var seen: Set<String> = []
    let variables = plan.targets.flatMap(\.variables).filter {
      seen.insert($0.name.value).inserted
    }.map { variable in
      entry(variable, secret: secrets.first { $0.name == variable.name.value }, remark)
    }
    return variables
      + secrets.filter { !seen.contains($0.name) }.map {
        EnvFileEntry($0.name, origin: $0.origin, comment: $0.comment)
      }
  }

  /// A secret must have a value, so one of its name has no default.
  private static func entry(
    _ variable: VariablePlan, secret: Secret?, _ remark: Remark
  ) -> EnvFileEntry {
    let readers = variable.readers.joined(separator: ", ")
    let fallback = secret == nil ? variable.fallback.text : nil
    let value = fallback ?? ""
    return EnvFileEntry(
      variable.name.value, value: EnvFileWriter.canHold(value) ? value : "",
      isOptional: fallback != nil,
      origin: variable.name.origin.and([secret?.origin.range].compactMap(\.self)),
      comment: [
        fallback == nil
          ? remark("Must be set; read by \(readers).", "꼭 필요합니다. 읽는 곳: \(readers).")
          : remark("Optional; read by \(readers).", "선택입니다. 읽는 곳: \(readers).")
      ] + [variable.fallback.message].compactMap(\.self) + (secret?.comment ?? []))
  }

  /// A variable that secrets are made of, with a line for each of them.
  private struct Secret {
    let name: String
    var origin: Origin
    var comment: [String]
  }

  private static func secrets(_ plan: DeploymentPlan, _ remark: Remark) -> [Secret] {
    var secrets: [Secret] = []
    var seen: Set<String> = []
    for secret in plan.targets.flatMap(\.secrets) {
      guard case .variable(let variable) = secret.source, seen.insert(secret.name.value).inserted
      else { continue }
      let readers = secret.readers.joined(separator: ", ")
      let comment = remark(
        "The value of the secret \(secret.name.value); read by \(readers).",
        "비밀 값 \(secret.name.value)입니다. 읽는 곳: \(readers).")
      if let position = secrets.firstIndex(where: { $0.name == variable.value }) {
        secrets[position].origin = secrets[position].origin.and([variable.origin.range])
        secrets[position].comment.append(comment)
      } else {
        secrets.append(
          Secret(name: variable.value, origin: variable.origin, comment: [comment]))
      }
    }
    return secrets
  }
}
