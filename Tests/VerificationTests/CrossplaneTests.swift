import Diagnostics
import Foundation
import TestSupport
import Testing
import Verification

/// The tokenizer of confs against another reader of them.
@Suite(.waits) struct CrossplaneTests {
  /// Confs of all manifests, hand-written ones, and made ones with every kind of word.
  private static func confs() throws -> [String] {
    let generated = Built.all.flatMap(\.artefacts).filter { $0.path.hasSuffix(".conf") }
      .map { String(decoding: $0.file.bytes, as: UTF8.self) }
    return generated + handWritten + (0..<240).map { MadeConf(seed: $0).text }
  }

  private static let handWritten = [
    "events {}\n", "a;b;c;\n", "a b # c\n;\n", "a{b{c;}}\n", "a \"b;c\" 'd{e}';\n",
    "map $x $y { default 0; \"\" 1; ~^a 2; }\n", "a ${b}c;\n", "a \"${b}\" '$c';\n",
    "server { listen 80; location / { return 200 \"ok\\n\"; } }\n", "a b\\;c;\n", "a b\\ c;\n",
    "a \"b\\\"c\" 'd\\'e';\n", "a b#c;\n", "a\n  b\n  c;\n", "\r\na b;\r\nc {\r\n}\r\n",
    "location ~ \\.php$ { fastcgi_pass x; }\n", "a \"\" '';\n", "a \"multi\nline\";\n",
    "log_format x '$a - $b \"$c\"'\n  ' $d';\n", "add_header X \"a; b\" always;\n",
    "rewrite ^/(.*)$ /$1 break;\n", "한글 \"값 하나\";\n", "a b;# end\n", "# only\n",
  ]

  private static let reader = """
    import crossplane, json, sys
    def shape(block):
        return [[d['directive'], d['args'], d['line'],
                 shape(d['block']) if 'block' in d else None] for d in block if d['directive'] != '#']
    out = []
    for name in sys.argv[1:]:
        read = crossplane.parse(name, single=True, comments=False, check_ctx=False,
                                check_args=False)
        config = read['config'][0]
        out.append(None if config['errors'] else shape(config['parsed']))
    print(json.dumps(out))
    """

  @Test(
    .enabled(if: Tool("crossplane") != nil, "crossplane is in neither ZDC_TOOLS nor PATH"))
  func bothReadAlike() throws {
    let crossplane = try #require(Tool("crossplane"))
    let python = try #require(
      Tool(URL(fileURLWithPath: crossplane.path).deletingLastPathComponent().path + "/python3")
        ?? Tool("python3"))
    let confs = try Self.confs()
    #expect(confs.count >= 200)
    try withScratchFolder { folder in
      let paths = try confs.enumerated().map { index, text in
        let file = folder.appending(path: "\(index).conf")
        try Data(text.utf8).write(to: file)
        return file.path
      }
      let outcome = try python.run(["-c", Self.reader] + paths)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let theirs = try JSONSerialization.jsonObject(with: outcome.output) as? [Any] ?? []
      #expect(theirs.count == confs.count)
      var compared = 0
      for (text, other) in zip(confs, theirs) {
        var log = DiagnosticLog()
        let mine = NginxConf.read(SourceFile(path: "conf", bytes: Array(text.utf8)), into: &log)
        guard let blocks = other as? [Any] else {
          #expect(mine == nil, "crossplane can't read this:\n\(text)")
          continue
        }
        compared += 1
        #expect(mine.map(Self.shape) == Self.unescaped(blocks), "\(text)")
      }
      print("confs read alike: \(compared) of \(confs.count)")
      #expect(compared >= 200)
    }
  }

  /// One line a directive: its own line number, its words, its block.
  private static func shape(_ directives: [NginxDirective]) -> String {
    directives.map { directive in
      let block = directive.block.map { "{\(shape($0))}" } ?? ";"
      return "\(directive.range.start.line) \(unbracketed(directive.words))\(block)\n"
    }.joined()
  }

  /// crossplane takes the brackets of a condition off.
  private static func unbracketed(_ words: [String]) -> [String] {
    guard words.first == "if", words.count > 1 else { return words }
    var words = words
    words[1].removeFirst()
    words[words.count - 1].removeLast()
    return words
  }

  private static func unescaped(_ blocks: [Any]) -> String {
    blocks.map { item in
      let parts = item as? [Any] ?? []
      let words = ([parts[0]] + (parts[1] as? [Any] ?? [])).map { unescaped($0 as? String ?? "") }
      let block = (parts[3] as? [Any]).map { "{\(unescaped($0))}" } ?? ";"
      return "\(parts[2]) \(words)\(block)\n"
    }.joined()
  }

  /// crossplane leaves escapes as they stand.
  private static func unescaped(_ word: String) -> String {
    var result = ""
    var rest = Substring(word)
    while let first = rest.first {
      let following = rest.dropFirst().first
      let known: [Character: Character] = [
        "\"": "\"", "'": "'", "\\": "\\", "t": "\t", "r": "\r", "n": "\n",
      ]
      if first == "\\", let following, let character = known[following] {
        result.append(character)
        rest = rest.dropFirst(2)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

/// A conf of any shape, the same for the same seed.
private struct MadeConf {
  private(set) var text = ""
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    directives(depth: 0)
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func directives(depth: Int) {
    for _ in 0..<(1 + next(4)) {
      text += String(repeating: "  ", count: depth) + "d\(next(100))"
      for _ in 0..<next(4) { text += (next(6) == 0 ? "\n" : " ") + word() }
      if depth < 4, next(3) == 0 {
        text += " {\n"
        directives(depth: depth + 1)
        text += String(repeating: "  ", count: depth) + "}\n"
      } else {
        text += next(5) == 0 ? " ; # c; {\n" : ";\n"
      }
    }
  }

  private mutating func word() -> String {
    let words = [
      "a", "$b", "${c}d", "'e f'", "\"g;h{i}\"", "j#k", "/l/m", "~^n\\.o$", "\"p\\\"q\"", "'r\\'s'",
      "t\\\\u", "\"\"", "''", "v=w", "값", "\"x\\ny\"", "z\\tt", "10m", "'$a \"b\"'", "\"it's\"",
    ]
    return words[next(words.count)]
  }
}
