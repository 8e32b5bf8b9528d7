import Diagnostics
import Planning

/// Text that the kubelet expands before a process sees it: `env` values, `command`, `args` and the
/// commands of probes, but not those of `preStop`.
///
/// It takes `$(NAME)` for a variable of the container and `$$` for a dollar; after a single `$` it
/// copies the next byte as if it were a character, which damages text that is not ASCII
/// (Kubernetes, `third_party/forked/golang/expansion`). So every dollar is doubled.
enum KubeletText {
  static func escaped(_ text: String) -> String {
    text.replacingAll("$", with: "$$")
  }

  /// Deploy-time variables come in by way of variables of the container.
  static func reference(to text: DeployText) -> String {
    text.pieces.map { piece in
      switch piece {
      case .text(let text): escaped(text)
      case .variable(let name, let fallback):
        "$(\(VariablePlan.helper(VariablePlan.key(name, fallback))))"
      }
    }.joined()
  }
}
