import Diagnostics
import ManifestModel
import YAMLReading

/// What a patch leaves to the deployment: Compose and Swarm fill `${NAME}` in wherever a value of
/// their files has it, also one that no key of the manifest wrote.
enum PatchVariables {
  /// A text a variable, in the order of the patch. What the shell or a tool has for itself
  /// (`${HOME}`, `${PWD}`) is there without being asked for.
  static func texts(in node: YAMLNode) -> [DeployText] {
    switch node.content {
    case .scalar(let scalar): variables(of: scalar.text, at: node.range)
    case .sequence(let items): items.flatMap(texts)
    case .mapping(let entries): entries.flatMap { texts(in: $0.value) }
    }
  }

  private static func variables(of text: String, at range: SourceRange) -> [DeployText] {
    var found: [DeployText] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[dollar...].dropFirst()
      // A doubled one is a dollar.
      if rest.hasPrefix("$") {
        rest = rest.dropFirst()
        continue
      }
      let isBraced = rest.hasPrefix("{")
      if isBraced { rest = rest.dropFirst() }
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      rest = rest.dropFirst(name.count)
      guard let first = name.first, !first.isNumber,
        VariableNames.owner(of: String(name)) == nil, name != "HOME", name != "USER"
      else { continue }
      let fallback = isBraced ? Self.fallback(rest) : .required()
      found.append(
        DeployText(
          [.variable(name: String(name), fallback)], from: Origin(range)))
    }
    return found
  }

  private static func fallback(_ rest: Substring) -> Fallback {
    let form = rest.prefix { $0 != "}" }
    let operation = form.hasPrefix(":") ? form.dropFirst() : form
    let keepsEmpty = operation.count == form.count
    switch operation.first {
    case "-":
      let text = operation.contains("$") ? "" : String(operation.dropFirst())
      return .text(text, keepsEmpty: keepsEmpty)
    case "+": return .replacement("", evenOfEmpty: keepsEmpty)
    default: return .required()
    }
  }
}
