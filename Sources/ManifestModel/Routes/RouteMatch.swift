/// The paths that a route answers, as it is written: `/api/`, `= /robots.txt`, `~ ^/api/[0-9]+$`,
/// `~* \.php$`.
package enum RouteMatch: Sendable, Hashable {
  /// Every path that begins so.
  case prefix(String)
  /// This path alone.
  case exact(String)
  case expression(RouteExpression)

  package init?(_ text: String) {
    guard Self.fault(of: text) == nil else { return nil }
    let parts = Self.parts(of: text)
    switch parts.sign {
    case "": self = .prefix(text)
    case "=": self = .exact(parts.rest)
    default:
      guard
        let expression = try? RouteExpression(parts.rest, ignoringCase: parts.sign == "~*")
      else { return nil }
      self = .expression(expression)
    }
  }

  /// What is before the first blank, where that is one of nginx's signs, and what is behind it.
  private static func parts(of text: String) -> (sign: String, rest: String) {
    for sign in ["=", "~*", "~"] where text.hasPrefix(sign + " ") {
      return (sign, String(text.dropFirst(sign.utf8.count + 1)))
    }
    return ("", text)
  }

  /// What keeps a text from being one, in a few words; empty where there is no more to say.
  package static func fault(of text: String) -> String? {
    let parts = parts(of: text)
    if parts.sign.hasPrefix("~") {
      if let first = parts.rest.first, first == " " {
        return "one blank stands behind '\(parts.sign)'"
      }
      guard
        !parts.rest.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { return "an expression has no control characters" }
      do throws(RouteExpression.Fault) {
        _ = try RouteExpression(parts.rest, ignoringCase: parts.sign == "~*")
        return nil
      } catch {
        let place = String(
          decoding: Array(parts.rest.utf8)[min(error.offset, parts.rest.utf8.count)...],
          as: UTF8.self)
        return place.isEmpty ? error.message : "\(error.message), at '\(place)'"
      }
    }
    return PathPatterns.isRoutePrefix(parts.rest) ? nil : ""
  }

  /// The path of one that has a path.
  package var path: String? {
    switch self {
    case .prefix(let path), .exact(let path): path
    case .expression: nil
    }
  }

  package var expression: RouteExpression? {
    if case .expression(let expression) = self { expression } else { nil }
  }

  package var isPrefix: Bool { if case .prefix = self { true } else { false } }
}
