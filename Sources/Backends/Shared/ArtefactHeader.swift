import Diagnostics
import ManifestModel
import OutputTrees
package import Planning

/// The comment that every artefact opens with: what made it, that edits are lost, how to make it
/// again, and which rules the project has set aside.
package enum ArtefactHeader {
  package static func lines(for project: ProjectPlan) -> [String] {
    let remark = Remark(project.comments)
    let manifest = project.manifestPath
    // A path that begins with '-' would be an option, however it is quoted.
    let path = manifest.hasPrefix("-") ? "./\(manifest)" : manifest
    let environment = project.environment.map { ["--environment", $0] } ?? []
    let command = ShellWords.join(["zdc", "build", "-o", ".", path] + environment)
    return [
      remark(
        "Made by zdc from \(manifest); do not edit.",
        "zdc가 \(manifest)에서 만든 파일입니다. 직접 고치지 마세요."),
      remark(
        "Make it again, beside RUNBOOK.md: \(command)", "다시 만들기(RUNBOOK.md 옆에서): \(command)"),
    ] + project.ruleSettings.map { rule(in: remark, $0) }
  }

  private static func rule(in remark: Remark, _ setting: RuleSetting) -> String {
    let until = setting.until.map { remark(" until \($0.value)", " (\($0.value)까지)") } ?? ""
    let reason = setting.reason.map { ": \($0.value)" } ?? ""
    return remark("Rule ", "규칙 ")
      + "\(setting.code.value) = \(setting.level.value.rawValue)\(until)\(reason)"
  }
}
