package import Diagnostics

/// Collects directives and blocks, with `if`, `for` and `switch` between them; `nil` is left out.
@resultBuilder
package enum NginxBuilder {
  package typealias Part = [NginxTree]

  package static func buildExpression(_ tree: NginxTree?) -> Part { tree.map { [$0] } ?? [] }
  package static func buildExpression(_ trees: [NginxTree]) -> Part { trees }
  package static func buildBlock(_ parts: Part...) -> Part { parts.flatMap { $0 } }
  package static func buildOptional(_ part: Part?) -> Part { part ?? [] }
  package static func buildEither(first part: Part) -> Part { part }
  package static func buildEither(second part: Part) -> Part { part }
  package static func buildArray(_ parts: [Part]) -> Part { parts.flatMap { $0 } }
}

/// `NAME ARGUMENT …;`; inside `map` and `geo` the name is data too.
package func directive(_ name: NginxText, _ arguments: NginxText...) -> NginxTree {
  NginxTree(.directive([name] + arguments))
}

package func directive(_ name: NginxText, arguments: [NginxText]) -> NginxTree {
  NginxTree(.directive([name] + arguments))
}

/// `NAME ARGUMENT … { … }`
package func block(
  _ name: NginxText, _ arguments: NginxText..., origin: Origin? = nil,
  @NginxBuilder _ parts: () -> [NginxTree]
) -> NginxTree {
  NginxTree(.block([name] + arguments, parts()), origin: origin)
}

/// `location MATCH { … }`
package func location(
  _ match: NginxLocation, origin: Origin? = nil, @NginxBuilder _ parts: () -> [NginxTree]
) -> NginxTree {
  NginxTree(.block(["location"] + match.arguments, parts()), origin: origin)
}

/// Lines of nginx syntax that were checked elsewhere: balanced, complete.
package func raw(_ text: String, origin: Origin? = nil) -> NginxTree {
  NginxTree(.raw(text), origin: origin)
}

/// Parts what stands above from what stands below; blocks have blank lines around them anyway.
package var blankLine: NginxTree { NginxTree(.blankLine) }
