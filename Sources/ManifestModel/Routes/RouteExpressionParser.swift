/// Reads a regular expression byte by byte, and refuses whatever it does not know: what PCRE would
/// take for something else, and what not every PCRE takes alike.
struct RouteExpressionParser {
  typealias Node = RouteExpression.Node
  typealias Fault = RouteExpression.Fault

  private let bytes: [UInt8]
  private let ignoresCase: Bool
  private var offset = 0
  private var depth = 0
  private(set) var captures = 0

  private static let deepest = 30
  private static let mostRepeats = 1000
  /// PCRE's own limit is 64 KiB of what it makes of an expression.
  private static let largest = 16_000

  init(_ text: String, ignoringCase: Bool) {
    bytes = Array(text.utf8)
    ignoresCase = ignoringCase
  }

  mutating func whole() throws(Fault) -> Node {
    guard !bytes.isEmpty else { throw fault("there is nothing to look for") }
    let node = try choice()
    if offset < bytes.count { throw fault("this ')' closes nothing; write \\) for the sign") }
    guard node.size <= Self.largest else {
      throw Fault(offset: 0, message: "it is too large with all that it repeats")
    }
    return node
  }

  private func fault(_ message: String, at place: Int? = nil) -> Fault {
    Fault(offset: place ?? offset, message: message)
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes[offset...].starts(with: wanted) else { return false }
    offset += wanted.count
    return true
  }

  private mutating func choice() throws(Fault) -> Node {
    var ways = [try sequence()]
    while take("|") { ways.append(try sequence()) }
    return ways.count == 1 ? ways[0] : .choice(ways)
  }

  private mutating func sequence() throws(Fault) -> Node {
    var nodes: [Node] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let start = offset
      let node = try atom()
      nodes.append(try repeated(node, from: start))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repeated(_ node: Node, from start: Int) throws(Fault) -> Node {
    let place = offset
    guard let (least, most) = try limits() else { return node }
    switch node {
    case .start, .end, .wordEdge, .ahead:
      throw fault("nothing stands before this that can be repeated", at: place)
    case .byte(let byte) where byte >= 0x80:
      var start = start
      while start > 0, bytes[start] & 0xc0 == 0x80 { start -= 1 }
      throw fault("put a sign outside ASCII into (?:…) to repeat it", at: start)
    default: break
    }
    let isLazy = take("?")
    if !isLazy, let sign = next, "*+?".utf8.contains(sign) {
      throw fault("a repetition can't be repeated, and '+' behind one is not known here")
    }
    return .repeated(node, least: least, most: most, isLazy: isLazy)
  }

  private mutating func limits() throws(Fault) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let place = offset
    guard take("{") else { return nil }
    let wrong = fault(
      "write {2}, {2,} or {2,5}, at most \(Self.mostRepeats); \\{ for the sign", at: place)
    guard let least = number() else { throw wrong }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}"), least <= Self.mostRepeats, (most ?? least) <= Self.mostRepeats,
      most.map({ $0 >= least }) ?? true
    else { throw wrong }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let digits = bytes[offset...].prefix { ByteSet.digits.contains($0) }
    guard (1...4).contains(digits.count) else { return nil }
    offset += digits.count
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private mutating func atom() throws(Fault) -> Node {
    let place = offset
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "."): return .set(.allButLineEnd)
    case UInt8(ascii: "^"): return .start
    case UInt8(ascii: "$"): return .end
    case UInt8(ascii: "("): return try group(from: place)
    case UInt8(ascii: "["): return .set(try bracketed(from: place))
    case UInt8(ascii: "\\"): return try escaped(from: place)
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw fault("nothing stands before this that can be repeated", at: place)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"):
      let sign = Character(Unicode.Scalar(byte))
      throw fault("write \\\(sign) for the sign \(sign)", at: place)
    default: return literal(byte)
    }
  }

  private func literal(_ byte: UInt8) -> Node {
    let letter = byte | 0x20
    guard ignoresCase, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) else {
      return .byte(byte)
    }
    var both = ByteSet()
    both.insert(byte)
    return .set(both.inBothCases)
  }

  private mutating func group(from place: Int) throws(Fault) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("too many groups in each other", at: place) }
    var number: Int?
    var ahead: Bool?
    if take("?=") {
      ahead = true
    } else if take("?!") {
      ahead = false
    } else if !take("?:") {
      if let sign = next, sign == UInt8(ascii: "?") || sign == UInt8(ascii: "*") {
        throw fault("of groups (…), (?:…), (?=…) and (?!…) are known here", at: place)
      }
      captures += 1
      number = captures
    }
    let inner = try choice()
    guard take(")") else { throw fault("this '(' is not closed", at: place) }
    if let ahead { return .ahead(inner, isWanted: ahead) }
    return .group(inner, number: number)
  }

  private mutating func escaped(from place: Int) throws(Fault) -> Node {
    guard let byte = next else { throw fault("a '\\' stands at the end", at: place) }
    if let set = Self.escapedSet(byte) {
      offset += 1
      return .set(set)
    }
    switch byte {
    case UInt8(ascii: "b"):
      offset += 1
      return .wordEdge(true)
    case UInt8(ascii: "B"):
      offset += 1
      return .wordEdge(false)
    default: return literal(try escapedByte(from: place))
    }
  }

  private static func escapedSet(_ byte: UInt8) -> ByteSet? {
    switch byte {
    case UInt8(ascii: "d"): .digits
    case UInt8(ascii: "D"): ByteSet.digits.inverted
    case UInt8(ascii: "w"): .wordLetters
    case UInt8(ascii: "W"): ByteSet.wordLetters.inverted
    case UInt8(ascii: "s"): .blanks
    case UInt8(ascii: "S"): ByteSet.blanks.inverted
    default: nil
    }
  }

  /// What stands behind a backslash, where that is one byte.
  private mutating func escapedByte(from place: Int) throws(Fault) -> UInt8 {
    guard let byte = next else { throw fault("a '\\' stands at the end", at: place) }
    offset += 1
    switch byte {
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "x"):
      let digits = bytes[offset...].prefix(2)
      guard digits.count == 2, digits.allSatisfy(RequestPath.isHex),
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw fault("\\x takes two hexadecimal digits", at: place) }
      offset += 2
      return code
    case _ where byte < 0x80 && !ByteSet.wordLetters.contains(byte) && byte > 0x20: return byte
    default: throw fault("this escape is not known here", at: place)
    }
  }

  private mutating func bracketed(from place: Int) throws(Fault) -> ByteSet {
    let isInverted = take("^")
    var set = ByteSet()
    var isEmpty = true
    while true {
      guard let byte = next else { throw fault("this '[' is not closed", at: place) }
      if byte == UInt8(ascii: "]"), !isEmpty {
        offset += 1
        break
      }
      isEmpty = false
      guard let first = try member() else {
        offset += 1
        set.formUnion(Self.escapedSet(bytes[offset]) ?? ByteSet())
        offset += 1
        if next == UInt8(ascii: "-"), bytes[(offset + 1)...].first != UInt8(ascii: "]") {
          throw fault("no range begins with a class; write \\- for the sign -")
        }
        continue
      }
      guard next == UInt8(ascii: "-"), let end = bytes[(offset + 1)...].first,
        end != UInt8(ascii: "]")
      else {
        set.insert(first)
        continue
      }
      let dash = offset
      offset += 1
      guard let last = try member(), first <= last else {
        throw fault(
          "a range goes from a lower sign to a higher one; write \\- for the sign -", at: dash)
      }
      set.formUnion(ByteSet(first...last))
    }
    if ignoresCase { set = set.inBothCases }
    return isInverted ? set.inverted : set
  }

  /// One sign between brackets; `nil` where a class like `\d` begins.
  private mutating func member() throws(Fault) -> UInt8? {
    let place = offset
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"):
      let sign = Character(Unicode.Scalar(byte))
      throw fault("write \\\(sign) for the sign \(sign) between brackets")
    case 0x80...:
      throw fault("a sign outside ASCII is more than one byte, and can't stand between brackets")
    case UInt8(ascii: "\\"):
      if offset + 1 < bytes.count, Self.escapedSet(bytes[offset + 1]) != nil { return nil }
      offset += 1
      return try escapedByte(from: place)
    default:
      offset += 1
      return byte
    }
  }
}

extension RouteExpression.Node {
  /// At most about what PCRE makes of it, in bytes.
  fileprivate var size: Int {
    switch self {
    case .byte: 2
    case .set: 34
    case .start, .end, .wordEdge: 2
    case .sequence(let nodes): nodes.reduce(0) { $0 + $1.size }
    case .choice(let nodes): nodes.reduce(6) { $0 + $1.size + 3 }
    case .group(let node, _), .ahead(let node, _): node.size + 8
    case .repeated(let node, let least, let most, _): (node.size + 8) * max(1, most ?? (least + 1))
    }
  }
}
