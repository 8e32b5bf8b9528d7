/// Go's `text/template`, as far as our output uses it: text, and actions that are one string
/// constant. Swarm's engine runs it over the variables of a task
/// (`moby/swarmkit`, `template/expand.go`).
package enum GoTemplate {
  /// An action that is anything else: it would fail, or put in something of the engine's.
  package struct Action: Error { package let text: String }

  package static func expand(_ template: String) throws -> String {
    var result = ""
    var rest = Substring(template)
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let action = rest[open.lowerBound...].prefixMatch(of: /\{\{ *"((?:[^"\\\n])*)" *\}\}/)
      else { throw Action(text: String(rest[open.lowerBound...])) }
      result += action.1
      rest = rest[action.range.upperBound...]
    }
    return result + rest
  }
}
