extension RouteExpression {
  /// Whether a repetition can take a text as one of its rounds or as several: PCRE then tries twice
  /// as many ways with each byte more. A few expressions that are quick all the same are counted
  /// too, such as `(a+b?)+c?`.
  package var takesApartInManyWays: Bool { root.takesApartInManyWays }
}

extension RouteExpression.Node {
  fileprivate var takesApartInManyWays: Bool {
    switch self {
    case .byte, .set, .start, .end, .wordEdge: false
    case .repeated(let inner, _, nil, _): inner.isSeveralOfItself || inner.takesApartInManyWays
    case .repeated(let inner, _, _?, _), .group(let inner, _), .ahead(let inner, _):
      inner.takesApartInManyWays
    case .sequence(let nodes), .choice(let nodes): nodes.contains { $0.takesApartInManyWays }
    }
  }

  /// Whether what it takes can be what it takes several times.
  private var isSeveralOfItself: Bool {
    switch self {
    case .byte, .set, .start, .end, .wordEdge, .ahead: false
    case .group(let inner, _): inner.isSeveralOfItself
    case .repeated(let inner, _, let most, _): most == nil || inner.isSeveralOfItself
    case .choice(let nodes): nodes.contains { $0.isSeveralOfItself } || Self.overlap(nodes)
    case .sequence(let nodes):
      nodes.indices.contains { index in
        guard case .repeated(let inner, _, nil, _) = nodes[index] else { return false }
        let others = nodes[(index + 1)...] + nodes[..<index]
        return others.allSatisfy { $0.isTaken(amid: inner.bytes) }
      }
    }
  }

  /// Whether two of them take the same byte and nothing else.
  private static func overlap(_ nodes: [RouteExpression.Node]) -> Bool {
    let sets = nodes.compactMap(\.bytes)
    return sets.indices.contains { index in
      sets[..<index].contains { $0.meets(sets[index]) }
    }
  }

  /// What one byte of it can be, where it takes one.
  private var bytes: ByteSet? {
    switch self {
    case .byte(let byte): ByteSet(byte...byte)
    case .set(let set): set
    case .group(let inner, _): inner.bytes
    case .start, .end, .wordEdge, .sequence, .choice, .repeated, .ahead: nil
    }
  }

  /// Whether it may take nothing, or bytes of `set` alone.
  private func isTaken(amid set: ByteSet?) -> Bool {
    switch self {
    case .byte(let byte): set?.contains(byte) ?? false
    case .set(let other): set?.meets(other) ?? false
    case .start, .end, .wordEdge: false
    case .ahead: true
    case .group(let inner, _): inner.isTaken(amid: set)
    case .repeated(let inner, let least, _, _): least == 0 || inner.isTaken(amid: set)
    case .sequence(let nodes): nodes.allSatisfy { $0.isTaken(amid: set) }
    case .choice(let nodes): nodes.contains { $0.isTaken(amid: set) }
    }
  }
}
