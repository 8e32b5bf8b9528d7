internal import Diagnostics

/// Anchors, aliases, and what stands in brackets.
extension DialectScanner {
  /// `&name`, and the map below it.
  mutating func anchored(below column: Int, depth: Int) throws(Refusal) -> YAMLNode {
    let name = try self.name()
    try endLine()
    try toContent()
    guard indent == column + 2, !isDash else { throw Refusal() }
    anchors[name] = nil
    let (countBefore, deepestBefore) = (count, deepest)
    deepest = depth
    let node = try collection(at: column + 2, depth: depth)
    anchors[name] = Anchor(node: node, count: count - countBefore, height: deepest - depth + 1)
    deepest = max(deepest, deepestBefore)
    return node
  }

  /// `*name`
  mutating func alias(depth: Int) throws(Refusal) -> YAMLNode {
    guard let anchor = anchors[try name()] else { throw Refusal() }
    lastEnd = mark
    count += anchor.count
    guard count <= limits.nodes, depth - 1 + anchor.height <= limits.depth else { throw Refusal() }
    deepest = max(deepest, depth - 1 + anchor.height)
    return anchor.node
  }

  /// What follows `&` or `*`.
  private mutating func name() throws(Refusal) -> String {
    let start = offset + 1
    var end = start
    while Self.isOfName(bytes[end]) { end += 1 }
    guard end > start else { throw Refusal() }
    offset = end
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// `[CMD, curl]`
  mutating func words(depth: Int) throws(Refusal) -> YAMLNode {
    try open(depth)
    let start = mark
    offset += 1
    var items: [YAMLNode] = []
    if bytes[offset] != UInt8(ascii: "]") {
      repeat { try items.append(value(scalar(inFlow: true))) } while try isContinued()
    }
    try close(UInt8(ascii: "]"))
    return YAMLNode(.sequence(items), at: range(start, lastEnd))
  }

  /// `{driver: none, options: {a: b}}`
  mutating func flowMap(depth: Int) throws(Refusal) -> YAMLNode {
    try open(depth)
    let start = mark
    offset += 1
    var builder = MappingBuilder()
    if bytes[offset] != UInt8(ascii: "}") {
      repeat {
        let key = try scalar(inFlow: true)
        guard canBeKey(key), !(key.isPlain && key.text == "<<"),
          bytes[offset] == UInt8(ascii: ":"), bytes[offset + 1] == UInt8(ascii: " ")
        else { throw Refusal() }
        offset += 2
        let node =
          try bytes[offset] == UInt8(ascii: "{")
          ? flowMap(depth: depth + 1) : value(scalar(inFlow: true))
        try add(key, node, to: &builder)
      } while try isContinued()
    }
    try close(UInt8(ascii: "}"))
    return YAMLNode(.mapping(builder.finish()), at: range(start, lastEnd))
  }

  /// Goes over a comma and its blank, where one is here.
  private mutating func isContinued() throws(Refusal) -> Bool {
    guard bytes[offset] == UInt8(ascii: ",") else { return false }
    guard bytes[offset + 1] == UInt8(ascii: " ") else { throw Refusal() }
    offset += 2
    return true
  }

  private mutating func close(_ bracket: UInt8) throws(Refusal) {
    guard bytes[offset] == bracket else { throw Refusal() }
    offset += 1
    lastEnd = mark
  }
}
