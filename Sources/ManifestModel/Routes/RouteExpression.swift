/// A route's regular expression: the part of PCRE of which it can be told here that nginx takes it, and
/// what it takes.
///
/// nginx compares bytes: PCRE without UTF, in the locale C (`ngx_regex_compile`).
package struct RouteExpression: Sendable, Hashable {
  package indirect enum Node: Sendable, Hashable {
    case byte(UInt8)
    case set(ByteSet)
    case start
    case end
    case wordEdge(Bool)
    case sequence([Node])
    case choice([Node])
    /// - Parameter number: of what it captures; `nil`: it captures nothing.
    case group(Node, number: Int?)
    case repeated(Node, least: Int, most: Int?, isLazy: Bool)
    case ahead(Node, isWanted: Bool)
  }

  package let text: String
  package let ignoresCase: Bool
  package let root: Node
  /// How many parts it captures: `$1`, `$2`, …
  package let captures: Int

  /// What is wrong with it, by the place of a byte.
  package struct Fault: Error, Equatable {
    package let offset: Int
    package let message: String
  }

  package init(_ text: String, ignoringCase: Bool) throws(Fault) {
    var parser = RouteExpressionParser(text, ignoringCase: ignoringCase)
    root = try parser.whole()
    self.text = text
    ignoresCase = ignoringCase
    captures = parser.captures
  }
}

extension RouteExpression {
  /// Bytes that every path that it takes begins with: `/api/` of `^/api/[0-9]+`. Empty where there
  /// are none for sure.
  package var certainStart: [UInt8] { parts.bytes }

  /// Whether it takes every path that begins with `certainStart`.
  package var takesAllBelowStart: Bool {
    guard let next = parts.rest.first else { return true }
    guard parts.rest.count == 1 else { return false }
    return switch next {
    case .repeated(_, 0, _, _): true
    case .group(.repeated(_, 0, _, _), _): true
    default: false
    }
  }

  /// What it begins with, and what comes behind that. One without `^` begins anywhere.
  private var parts: (bytes: [UInt8], rest: ArraySlice<Node>) {
    let all: [Node] = if case .sequence(let nodes) = root { nodes } else { [root] }
    guard case .start? = all.first else {
      // A path has a slash wherever one looks.
      let rest = all == [.byte(UInt8(ascii: "/"))] ? [] : all[...]
      return (bytes: [], rest: rest)
    }
    var bytes: [UInt8] = []
    for (index, node) in all.enumerated().dropFirst() {
      guard case .byte(let byte) = node else { return (bytes: bytes, rest: all[index...]) }
      bytes.append(byte)
    }
    return (bytes: bytes, rest: [])
  }

  /// A text as an expression that takes it and nothing else.
  package static func quoted(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Whether what a group takes has a first byte, and none of these.
  package func group(_ number: Int, neverBeginsWith bytes: [UInt8]) -> Bool {
    guard let group = root.group(number), let first = group.first else { return false }
    return !bytes.contains(where: first.contains)
  }
}

extension RouteExpression.Node {
  /// What a group holds.
  fileprivate func group(_ number: Int) -> RouteExpression.Node? {
    switch self {
    case .group(let inner, number): inner
    case .group(let inner, _), .repeated(let inner, _, _, _), .ahead(let inner, _):
      inner.group(number)
    case .sequence(let nodes), .choice(let nodes):
      nodes.lazy.compactMap { $0.group(number) }.first
    case .byte, .set, .start, .end, .wordEdge: nil
    }
  }

  /// The bytes that it can begin with; `nil` where it may take nothing, or more is not known.
  fileprivate var first: ByteSet? {
    switch self {
    case .byte(let byte): ByteSet(byte...byte)
    case .set(let set): set
    case .group(let inner, _): inner.first
    case .repeated(let inner, let least, _, _): least > 0 ? inner.first : nil
    case .sequence(let nodes): nodes.first?.first
    case .choice(let nodes):
      nodes.dropFirst().reduce(nodes[0].first) { found, node in
        guard var found, let next = node.first else { return nil }
        found.formUnion(next)
        return found
      }
    case .start, .end, .wordEdge, .ahead: nil
    }
  }
}
