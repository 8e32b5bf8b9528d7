import Planning

/// What the words of a health check ask, for the ways of asking that zdc knows. Every word is
/// accounted for: with one more, less or other word it is a command of its own.
struct HealthQuestion {
  struct Part {
    let kind: FactProperty.Kind
    var key = ""
    let value: String
    /// The word that says it.
    let word: Int
  }

  let parts: [Part]

  init?(_ words: [String]) {
    let parts =
      Self.curl(words) ?? Self.wget(words) ?? Self.python(words) ?? Self.connection(words)
    guard let parts else { return nil }
    self.parts = parts
  }

  private static func curl(_ words: [String]) -> [Part]? {
    guard words.count >= 7, words[0] == "curl", words[2...4] == ["-o", "/dev/null", "--max-time"],
      words[1] == "-fsS" || words[1] == "-fksS", let address = Address(words[words.count - 1])
    else { return nil }
    var via = words[1] == "-fsS" ? "curl" : "curl -k"
    if address.isSecure { via += " https" }
    let options = words[6..<(words.count - 1)]
    guard options.count % 2 == 0 else { return nil }
    var headers: [Part] = []
    for index in stride(from: options.startIndex, to: options.endIndex, by: 2) {
      guard options[index] == "-H", let header = header(options[index + 1], at: index + 1)
      else { return nil }
      headers.append(header)
    }
    return [Part(kind: .healthVia, value: via, word: 0)]
      + address.parts(at: words.count - 1)
      + [Part(kind: .healthLimit, value: words[5], word: 5)] + headers
  }

  private static func wget(_ words: [String]) -> [Part]? {
    guard words.count >= 7, words[0...4] == ["wget", "-q", "-O", "/dev/null", "-T"],
      let address = Address(words[words.count - 1]), !address.isSecure
    else { return nil }
    var headers: [Part] = []
    for index in 6..<(words.count - 1) {
      guard words[index].hasPrefix("--header="),
        let header = header(String(words[index].dropFirst(9)), at: index)
      else { return nil }
      headers.append(header)
    }
    return [Part(kind: .healthVia, value: "wget", word: 0)]
      + address.parts(at: words.count - 1)
      + [Part(kind: .healthLimit, value: words[5], word: 5)] + headers
  }

  private static let program =
    "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', int(sys.argv[1]),"
    + " timeout=float(sys.argv[3])); c.request('GET', sys.argv[2],"
    + " headers=dict(x.split(': ', 1) for x in sys.argv[4:]));"
    + " sys.exit(not 200 <= c.getresponse().status < 400)"

  private static func python(_ words: [String]) -> [Part]? {
    guard words.count >= 6, words[0] == "python3", words[1] == "-c", words[2] == program
    else { return nil }
    var headers: [Part] = []
    for index in 6..<words.count {
      guard let header = header(words[index], at: index) else { return nil }
      headers.append(header)
    }
    return [
      Part(kind: .healthVia, value: "python3", word: 0),
      Part(kind: .healthPort, value: words[3], word: 3),
      Part(kind: .healthPath, value: words[4], word: 4),
      Part(kind: .healthLimit, value: words[5], word: 5),
    ] + headers
  }

  /// A connect, by whatever the image has.
  private static func connection(_ words: [String]) -> [Part]? {
    guard words.count == 3, words[0] == "sh", words[1] == "-c" else { return nil }
    let script = words[2].split(separator: " ").map(String.init)
    // nc -z -w WHOLE 127.0.0.1 PORT …, LIMIT)'
    guard script.count > 6, let end = script.last, end.hasSuffix(")'") else { return nil }
    let (whole, port, limit) = (script[3], script[5], String(end.dropLast(2)))
    let connect = "-w \(whole) 127.0.0.1 \(port)"
    let expected =
      "nc -z \(connect) 2>/dev/null || nc \(connect) -e true 2>/dev/null"
      + " || bash -c ': </dev/tcp/127.0.0.1/\(port)' 2>/dev/null || python3 -c"
      + " 'import socket; socket.create_connection((\"127.0.0.1\", \(port)), \(limit))'"
    guard words[2] == expected else { return nil }
    return [
      Part(kind: .healthVia, value: "tcp", word: 0), Part(kind: .healthPort, value: port, word: 2),
      Part(kind: .healthLimit, value: limit, word: 2),
      Part(kind: .healthLimit, key: "nc", value: whole, word: 2),
    ]
  }

  private static func header(_ text: String, at word: Int) -> Part? {
    guard let colon = text.firstIndex(of: ":"),
      text[text.index(after: colon)...].hasPrefix(" ")
    else { return nil }
    return Part(
      kind: .healthHeader, key: String(text[..<colon]),
      value: String(text[text.index(colon, offsetBy: 2)...]), word: word)
  }

  /// `http://127.0.0.1:PORT/PATH`
  private struct Address {
    let isSecure: Bool
    let port: String
    let path: String

    init?(_ text: String) {
      isSecure = text.hasPrefix("https://")
      let start = isSecure ? "https://127.0.0.1:" : "http://127.0.0.1:"
      guard text.hasPrefix(start) else { return nil }
      let rest = text.dropFirst(start.count)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      port = String(rest[..<slash])
      path = String(rest[slash...])
    }

    func parts(at word: Int) -> [Part] {
      [
        Part(kind: .healthPort, value: port, word: word),
        Part(kind: .healthPath, value: path, word: word),
      ]
    }
  }
}
