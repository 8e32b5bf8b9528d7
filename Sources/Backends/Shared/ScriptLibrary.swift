import OutputTrees
import Planning

/// What deploy scripts share, below `docker/scripts/lib/`: no fact of a project is in it.
enum ScriptLibrary {
  static let folder = "docker/scripts/lib"

  static func file(_ name: String, for project: ProjectPlan, bodies: [[UInt8]]) -> OutputFile {
    ShellScriptWriter.file(
      path: "\(folder)/\(name).sh", dialect: .bash, header: header(for: project), assignments: [],
      bodies: bodies)
  }

  /// Shellcheck sees neither who sets what is read here, nor who reads what is set or calls what is
  /// defined.
  static func header(for project: ProjectPlan) -> [String] {
    ArtefactHeader.lines(for: project) + ["shellcheck disable=SC2034,SC2153,SC2154,SC2329"]
  }

  /// What the scripts of all targets run on.
  static func common(_ project: ProjectPlan) -> [OutputFile] {
    [
      file(
        "common", for: project,
        bodies: [
          PackageResources.common_messages_sh, PackageResources.common_values_sh,
          PackageResources.common_environment_sh,
          PackageResources.common_lock_sh, PackageResources.common_options_sh,
          PackageResources.common_steps_sh,
        ]),
      file("images", for: project, bodies: [PackageResources.common_images_sh]),
    ]
  }
}
