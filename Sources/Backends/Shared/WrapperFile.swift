import ContentHashing
import Diagnostics
import OutputTrees
import Planning

/// zdc's entrypoint script, the same for every project.
enum WrapperFile {
  static let bytes = PackageResources.entrypoint_sh
  static let shortHash = ContentHash(of: bytes).short
  /// Where containers find it, on every engine.
  static let mountPath = "/zdc/entrypoint.sh"
}

extension WrapperPlan {
  /// The wrapper's own words, up to the `--` before the command.
  var options: [String] {
    var words = [WrapperFile.mountPath]
    for export in exports {
      words += ["--secret", "\(export.variable.value)=\(export.path)"]
    }
    if pauseSeconds.value > 0 { words += ["--pause", String(pauseSeconds.value)] }
    return words + ["--"]
  }
}
