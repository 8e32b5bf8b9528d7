import Diagnostics
package import ManifestModel

extension RoutePlan {
  /// Of the path on the way to a service.
  package var pathChange: PathChange? {
    if stripsPrefix { return PathChange(stripping: key.value) }
    return rewrite.map { PathChange(match, to: $0.value) }
  }

  /// What becomes of a path: an expression and what takes the place of all of a path that it takes.
  package struct PathChange: Sendable {
    /// In PCRE's words.
    package let expression: String
    package let replacement: String
    /// Whether it comes to the same for every request.
    package let isFixed: Bool

    /// Of a prefix what is behind it stays; of an expression `$1` and on are its groups.
    package init(_ match: RouteMatch, to target: String) {
      switch match {
      case .prefix(let prefix):
        // '/\evil.example.com' is another host to browsers, as '//' is.
        let start = target == "/" ? "[\\\\/]*" : ""
        // Not '.', which takes no line's end.
        expression = "^\(RouteExpression.quoted(prefix))\(start)([\\s\\S]*)"
        replacement = target + "$1"
        isFixed = false
      case .expression(let own) where target.contains("$"):
        expression = (own.ignoresCase ? "(?i)" : "") + own.text
        replacement = target
        isFixed = false
      case .exact, .expression:
        expression = "^"
        replacement = target
        isFixed = true
      }
    }

    /// That of `stripPrefix`.
    package init(stripping prefix: String) {
      var path = prefix
      while path.hasSuffix("/") { path.removeLast() }
      expression = "^\(RouteExpression.quoted(path))/?(.*)$"
      replacement = "/$1"
      isFixed = false
    }
  }
}
