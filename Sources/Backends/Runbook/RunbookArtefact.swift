package import Diagnostics
import ManifestModel
package import OutputTrees
package import Planning

/// RUNBOOK.md, the artefact for people.
package enum RunbookArtefact {
  package static func files(
    _ plan: DeploymentPlan, into log: inout DiagnosticLog
  ) -> [OutputFile] {
    [
      MarkdownWriter.file(
        path: "RUNBOOK.md", header: ArtefactHeader.lines(for: plan.project),
        blocks: Runbook(plan).blocks())
    ]
  }
}

/// What people do with the artefacts, with this project's names and numbers filled in.
/// Each heading of a deployment guide has its counterpart: overview, each target's set-up, settings
/// and commands, the scripts, the checks before and after.
struct Runbook: Sendable {
  let plan: DeploymentPlan
  let remark: Remark

  init(_ plan: DeploymentPlan) {
    self.plan = plan
    remark = Remark(plan.project.comments)
  }

  func blocks() -> [MarkdownBlock] {
    var blocks = overview()
    for target in plan.targets {
      switch target.target {
      case .blueGreen: blocks += blueGreen(target)
      case .swarm: blocks += swarm(target)
      case .kubernetes: blocks += kubernetes(target)
      }
    }
    return blocks + values() + accepted() + checks() + references()
  }

  /// Markdown in the manifest's language.
  func say(_ english: MarkdownText, _ korean: MarkdownText) -> MarkdownText {
    switch remark.language {
    case .en: english
    case .ko: korean
    }
  }

  func heading(_ level: Int, _ english: MarkdownText, _ korean: MarkdownText) -> MarkdownBlock {
    .heading(level, say(english, korean))
  }

  func paragraph(_ english: MarkdownText, _ korean: MarkdownText) -> MarkdownBlock {
    .paragraph(say(english, korean))
  }

  var project: String { plan.project.name.value }

  static func title(of target: Target) -> MarkdownText {
    switch target {
    case .blueGreen: "Blue-green (Docker Compose)"
    case .swarm: "Docker Swarm"
    case .kubernetes: "Kubernetes"
    }
  }
}
