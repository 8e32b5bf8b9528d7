import Diagnostics
import ManifestModel
import Planning

/// Text that is not known before the deployment, in the forms that a backend needs.
extension DeployText {
  /// As the scripts' function `expand` reads it: `${NAME}`, `${NAME:-DEFAULT}`, `${NAME-DEFAULT}`,
  /// `${NAME:+TEXT}`, `${NAME+TEXT}`, and `$$` for a dollar.
  var template: String {
    pieces.map { piece in
      switch piece {
      case .text(let text):
        text.replacingAll("$", with: "$$")
      case .variable(let name, let fallback): fallback.written(name)
      }
    }.joined()
  }

  /// What an artefact says while no script has set anything: defaults, and a placeholder that
  /// names the variable where there is none (`unset-tag`).
  var atRest: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(_, .text(let value, _)): value
      case .variable(_, .replacement), .variable(_, .passed): ""
      case .variable(let name, .required):
        "unset-" + name.lowercased().replacingAll("_", with: "-")
      }
    }.joined()
  }
}
