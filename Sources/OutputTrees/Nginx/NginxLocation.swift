/// What a `location` answers for. Paths are compared with the decoded path of a request and hold
/// no variables: `$` and `%` in them mean themselves.
package enum NginxLocation: Sendable, Hashable {
  /// This path alone: `= /nginx-health`.
  case exact(String)
  /// Every path that begins so, unless a regular expression matches too.
  case prefix(String)
  /// Every path that begins so, whatever the regular expressions: `^~ /static/`.
  case decisivePrefix(String)
  /// A case-sensitive regular expression: `~ ^/files/`.
  case regex(String)
  /// The same whatever the case of letters: `~* \.php$`.
  case caselessRegex(String)
  /// Reached from inside nginx only: `@fallback`; the name without `@`.
  case named(String)

  var arguments: [NginxText] {
    switch self {
    case .exact(let path): ["=", Self.path(path)]
    case .prefix(let path): [Self.path(path)]
    case .decisivePrefix(let path): ["^~", Self.path(path)]
    case .regex(let expression): ["~", .verbatim(expression)]
    case .caselessRegex(let expression): ["~*", .verbatim(expression)]
    case .named(let name): [.verbatim("@" + name)]
    }
  }

  private static func path(_ path: String) -> NginxText {
    precondition(path.utf8.first == UInt8(ascii: "/"), "a location's path begins with a slash")
    return .verbatim(path)
  }
}
