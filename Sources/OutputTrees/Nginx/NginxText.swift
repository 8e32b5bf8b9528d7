package import Diagnostics

/// One argument of an nginx directive: what nginx's tokenizer shall see.
///
/// A string literal is nginx syntax that the generator's author wrote, so `$host` in it is a
/// variable. What is interpolated is data: a dollar in it stays a dollar.
///
///     directive("proxy_pass", "http://\(service.name)-$colour")
///
/// nginx has no escape for a dollar where it expands variables. A literal one becomes
/// `${zdc_dollar}`, a variable that `NginxTree.dollarDefinition` makes; a conf whose trees
/// `useDollar` must have that definition in its `http` block.
package struct NginxText: Sendable, Hashable {
  /// The token after nginx has taken off quotes and escapes.
  package let token: String
  /// Whether the token needs `NginxTree.dollarDefinition`.
  package let usesDollar: Bool

  private init(token: String, usesDollar: Bool) {
    self.token = token
    self.usesDollar = usesDollar
  }

  /// Data for a directive that expands variables: it means itself, dollars too.
  package static func literal(_ text: String) -> NginxText {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return verbatim(text) }
    return NginxText(token: text.replacingAll("$", with: "${zdc_dollar}"), usesDollar: true)
  }

  /// Exactly this token: nginx syntax, or data for a directive that expands no variables
  /// (`listen`, `location`, a `server` of an upstream, the regular expression of `rewrite`).
  package static func verbatim(_ token: String) -> NginxText {
    NginxText(token: token, usesDollar: false)
  }
}

extension NginxText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .verbatim(value) }

  package init(stringInterpolation parts: StringInterpolation) {
    self.init(token: parts.token, usesDollar: parts.usesDollar)
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var token = ""
    fileprivate var usesDollar = false

    package init(literalCapacity: Int, interpolationCount: Int) {
      token.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { token += literal }

    package mutating func appendInterpolation(_ value: String) {
      let text = NginxText.literal(value)
      token += text.token
      if text.usesDollar { usesDollar = true }
    }

    package mutating func appendInterpolation(_ value: Located<String>) {
      appendInterpolation(value.value)
    }

    package mutating func appendInterpolation(_ value: Int) { token += String(value) }

    /// nginx syntax from elsewhere, not data.
    package mutating func appendInterpolation(verbatim value: String) { token += value }
  }
}
