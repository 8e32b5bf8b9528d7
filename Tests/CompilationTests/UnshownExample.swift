/// A bad manifest and a good one beside it, for rules about bytes that no page can show.
struct UnshownExample {
  let wrong: [UInt8]
  let right: [UInt8]

  private init(_ wrong: String, _ right: String) {
    self.wrong = Array(wrong.utf8)
    self.right = Array(right.utf8)
  }

  private static let good = """
    zdc: 1
    project: shop
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up }

    """

  static func of(_ number: Int) -> UnshownExample? {
    switch number {
    case 1:
      var example = UnshownExample(good, good + "# é\n")
      example = UnshownExample(wrong: Array(good.utf8) + [0x23, 0x20, 0xE9, 0x0A], example.right)
      return example
    case 2: return UnshownExample(good + "x-a: \u{1B}[2J\n", good + "x-a: \"\\e[2J\"\n")
    case 3: return UnshownExample(good + "x-a: b\u{2028}c\n", good + "x-a: \"b\\Lc\"\n")
    case 4: return UnshownExample(good + "# \u{202E}a\n", good + "# a\n")
    case 6: return UnshownExample("# nothing\n", good)
    case 8:
      return UnshownExample(
        good + "# " + String(repeating: "a", count: 16 << 20), good + "# a\n")
    case 9: return UnshownExample(good + nested(200), good + nested(190))
    case 10: return UnshownExample(good + aliases(9), good + aliases(3))
    case 17:
      let faults = (0..<2000).map { "k: \($0)\n" }.joined()
      return UnshownExample(good + faults, good + "x-k: 1\n")
    default: return nil
    }
  }

  private init(wrong: [UInt8], _ right: [UInt8]) {
    self.wrong = wrong
    self.right = right
  }

  private static func nested(_ depth: Int) -> String {
    "x-a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
  }

  /// Each level stands for ten of the one before.
  private static func aliases(_ levels: Int) -> String {
    var text = "x-a: &a0 [1, 2]\n"
    for level in 1...levels {
      let many = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "x-a\(level): &a\(level) [\(many)]\n"
    }
    return text
  }
}
