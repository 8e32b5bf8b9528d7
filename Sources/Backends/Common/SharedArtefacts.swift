import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// What more than one target reads.
enum SharedArtefacts {
  static func files(_ plan: DeploymentPlan, into log: inout DiagnosticLog) -> [OutputFile] {
    let onDocker = plan.targets.filter { $0.target != .kubernetes }
    var files = ScriptLibrary.common(plan.project)
    if usesWrapper(onDocker) { files.append(WrapperFile.artefact(plan.project)) }
    if let dockerfile = GatewayImage.dockerfile(plan) { files.append(dockerfile) }
    return files + [
      EnvironmentExample.file(plan), ignored(plan.project), attributes(plan.project),
    ]
  }

  private static func usesWrapper(_ targets: [TargetPlan]) -> Bool {
    targets.contains { target in
      target.target == .swarm && target.gateway != nil
        || target.allServices.contains { $0.wrapper != nil }
    }
  }

  private static func ignored(_ project: ProjectPlan) -> OutputFile {
    lines("docker/.gitignore", project, [".env"])
  }

  private static func attributes(_ project: ProjectPlan) -> OutputFile {
    lines(".gitattributes", project, ["* linguist-generated=true", "*.sh text eol=lf"])
  }

  private static func lines(
    _ path: String, _ project: ProjectPlan, _ lines: [String]
  ) -> OutputFile {
    var buffer = LineBuffer()
    CommentText.write(
      ArtefactHeader.lines(for: project), indent: 0, origin: nil, to: &buffer)
    for line in lines {
      buffer.append(line)
      buffer.endLine(nil)
    }
    return buffer.file(path: path)
  }
}
