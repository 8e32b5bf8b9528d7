/// Changes texts in ways that YAML and manifests are sensitive to.
package struct Mutator: Sendable {
  /// Longer ones are cut: size is what `LimitTests` are for, here it only costs rounds.
  private static let longest = 1 << 16

  /// What means something to YAML, to the reader, or to a manifest.
  private static let words: [[UInt8]] =
    [
      "- ", ": ", "? ", ", ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "<<: *a", "!!str ", "!!int ",
      "!x ", "! ", "|\n", ">-\n", "|2+\n", "'", "\"", "\\", "\\x", "\\u2028", "#", " #", "%", "@",
      "`", "\t", "\r", "\r\n", "\n", "\n\n", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n",
      "\u{feff}", "\u{85}", "\u{2028}", "\u{202e}", "\u{0}", "\u{1b}[31m", "가", "😀", "e\u{301}",
      "null", "true", "yes", "~", "0", "-1", "022", "0x", "1e999", "99999999999999999999", "1:30",
      "${", "${web.url}", "${TAG:-dev}", "$$", "$", "}", "{{ x }}", "(", "&&", ";", "/", "../",
      "-rf",
      "zdc: 1\n", "project: p\n", "services:", "image: a:1\n", "port: 80\n", "health: /h\n",
      "replicas: ", "role: worker\n", "targets:", "environments:", "patches:", "rules:", "5s",
      "1Gi",
      "0s", "1ms", "720h", "721h", "65535", "65536", "1000", "1001", "web", "web-blue", "web-green",
      "web-release", "setup", "gateway", "nginx", "/run/secrets/x", "http://127.0.0.1:81/h",
      "{}", "[]", "enabled: false\n", "role: job\n", "schedule: 0 3 * * *\n", "{services: {}}",
      "{metadata: {name: x}}", "{containers: []}", "kubernetes/web-deployment.yml#Deployment/web: ",
      "docker/docker-compose.swarm.yml: ", "docker/docker-compose.blue-green.yml: ",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x00], [0xEF, 0xBB, 0xBF]]

  private var random: RandomSource

  package init(seed: UInt64) { random = RandomSource(seed: seed) }

  /// A text made from one of the pool, which must not be empty, by one to eight changes.
  package mutating func next(from pool: [[UInt8]]) -> [UInt8] {
    var text = pool[random.below(pool.count)]
    for _ in 0...random.below(8) { change(&text, pool) }
    return text.count > Self.longest ? Array(text.prefix(Self.longest)) : text
  }

  private mutating func change(_ text: inout [UInt8], _ pool: [[UInt8]]) {
    switch random.below(11) {
    case 0, 1: insert(Self.words[random.below(Self.words.count)], into: &text)
    case 2: replace(span(of: text), in: &text, with: Self.words[random.below(Self.words.count)])
    case 3: replace(span(of: text), in: &text, with: [])
    case 4: insert(Array(text[span(of: text)]), into: &text)
    case 5: flipBit(of: &text)
    case 6: swapLines(of: &text)
    case 7: indentLine(of: &text)
    case 8: splice(pool[random.below(pool.count)], into: &text)
    case 9: multiply(&text)
    default: dropLine(of: &text)
    }
  }

  private mutating func insert(_ part: [UInt8], into text: inout [UInt8]) {
    text.insert(contentsOf: part, at: random.below(text.count + 1))
  }

  private func replace(_ range: Range<Int>, in text: inout [UInt8], with part: [UInt8]) {
    text.replaceSubrange(range, with: part)
  }

  /// Mostly short, seldom up to everything.
  private mutating func span(of text: [UInt8]) -> Range<Int> {
    let start = random.below(text.count + 1)
    let longest = random.oneIn(8) ? text.count : 16
    return start..<min(text.count, start + random.below(longest + 1))
  }

  private mutating func flipBit(of text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    text[random.below(text.count)] ^= 1 << UInt8(random.below(8))
  }

  private mutating func splice(_ other: [UInt8], into text: inout [UInt8]) {
    let part = Array(other[span(of: other)])
    if random.oneIn(2) {
      insert(part, into: &text)
    } else {
      text = Array(text.prefix(random.below(text.count + 1))) + part
    }
  }

  private mutating func multiply(_ text: inout [UInt8]) {
    let part = Array(text[span(of: text)].prefix(64))
    let count = random.oneIn(10) ? random.below(2000) : random.below(20)
    insert(Array(repeatElement(part, count: count).joined()), into: &text)
  }

  // MARK: Lines

  private mutating func changeLines(
    of text: inout [UInt8], _ body: (inout [ArraySlice<UInt8>], inout RandomSource) -> Void
  ) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    body(&lines, &random)
    text = Array(lines.joined(separator: [0x0A]))
  }

  private mutating func swapLines(of text: inout [UInt8]) {
    changeLines(of: &text) { lines, random in
      lines.swapAt(random.below(lines.count), random.below(lines.count))
    }
  }

  private mutating func dropLine(of text: inout [UInt8]) {
    changeLines(of: &text) { lines, random in lines.remove(at: random.below(lines.count)) }
  }

  private mutating func indentLine(of text: inout [UInt8]) {
    changeLines(of: &text) { lines, random in
      let index = random.below(lines.count)
      let line = lines[index]
      let blanks = [UInt8](repeating: 0x20, count: random.below(8))
      lines[index] = (blanks + line.drop { $0 == 0x20 })[...]
    }
  }
}
