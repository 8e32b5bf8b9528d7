import ContentHashing
import Diagnostics
import OutputTrees
import Planning

/// zdc's entrypoint script; its content is part of the names under which engines know it.
enum WrapperFile {
  static func artefact(_ project: ProjectPlan) -> OutputFile {
    ShellScriptWriter.file(
      path: "docker/wrapper/entrypoint.sh", dialect: .posix,
      header: ArtefactHeader.lines(for: project), assignments: [],
      bodies: [PackageResources.entrypoint_sh])
  }

  static func shortHash(_ project: ProjectPlan) -> String {
    ContentHash(of: artefact(project).bytes).short
  }
}

extension WrapperPlan {
  /// Where the words in front of a command come from: how long the stop signal is held back, the
  /// secrets that are handed over, and the words of the command's own entrypoint.
  func origin(with entrypoint: [DeployText]?) -> Origin {
    let secrets = exports.map {
      Origin($0.variable.origin.range, reason: "a secret's value is handed over as a variable")
    }
    let own = (entrypoint ?? []).map(\.origin)
    let parts = pauseSeconds.value > 0 ? [pauseSeconds.origin] + secrets + own : secrets + own
    return Origin.joined(parts) ?? pauseSeconds.origin
  }
}
