import Diagnostics
import ManifestModel
import Rules
import Testing
import YAMLReading

@Suite("Fixes")
struct FixTests {
  /// The text after as many rounds as there is something to mend.
  private static func mended(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<10 {
      let source = SourceFile(path: "manifest.yml", bytes: bytes)
      var log = DiagnosticLog()
      guard let root = YAMLDocument.read(source, into: &log),
        let decoded = ManifestDecoder.decode(root: root, into: &log)
      else { break }
      ManifestChecks.run(decoded, into: &log)
      let (next, applied) = Fix.apply(log.sorted.compactMap(\.fix), to: source)
      if applied.isEmpty { break }
      bytes = next
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("mend what is certain and keep the rest as it stands")
  func mends() {
    let wrong = """
      zdc: 1   # the version
      project:   shop
      services:
        web:
          image: 'shop/web:1'
          "prot": "80"      # quoted, and misspelt
          command:  [serve]
          helth: { path: up, interval: 10 sec, timeout: 500 ms,  retries: 3 }
          environment: { API: "${wbe.url} – ${web.hots}", C: "${cache.urll}" }
          readOnly: yes
          stop: { signal: term }
          pull: alwys
          volumes: { uplaods: /srv }   # 한국어
      backing:
        cache:
          image: redis:7
          port: 6379
          health: { command: [redis-cli, -e, -h, localhost, ping] }
          volumes: { data: /data }
      volumes:
        data:
        uploads: { access: shared, node: manager }   # mounted
      """
    let right = """
      zdc: 1   # the version
      project:   shop
      services:
        web:
          image: 'shop/web:1'
          port: 80      # quoted, and misspelt
          command:  [serve]
          health: { path: /up, interval: 10s, timeout: 500ms,  retries: 3 }
          env: { API: "${web.url} – ${web.host}", C: "${cache.url}" }
          readOnly: true
          stop: { signal: SIGTERM }
          pull: always
          volumes: { uploads: /srv }   # 한국어
      backing:
        cache:
          image: redis:7
          port: 6379
          health: { command: [redis-cli, -e, -h, 127.0.0.1, ping] }
          volumes: { data: /data }
      volumes:
        data:
        uploads: { access: shared, node: manager }   # mounted
      """
    #expect(Self.mended(wrong) == right)
    #expect(Checking.check(right).isEmpty, "\(Checking.check(right).sorted.map(\.message))")
  }

  @Test(
    "leave alone what may be meant otherwise",
    arguments: [
      "services: { web: { image: a, port: 80, stop: { grace: 30 } } }",
      "services: { web: { image: a, resources: { memory: 512MB } } }",
      "services: { web: { image: a, poort: 80, port: 81 } }",
      "services: { web: { image: a, env: { A: } } }",
      "services: { Web_Shop: { image: a } }",
      "services: { web: { image: a, env: [A=b] } }",
      "services: { web: { image: a, environment: [A=b] } }",
      "services: { web: { image: a, env: { A: '${aple.host}' } }, apple: { image: b }, ample: { image: c } }",
      "services: { web: { image: a, env: { A: \"\\x24{wbe.host}\" } } }",
    ])
  func leaves(fragment: String) {
    let text = RuleExample.manifest(fragment)
    #expect(Checking.check(text).hasErrors || Checking.check(text).hasWarnings)
    #expect(Self.mended(text) == text)
  }

  @Test("line ends and the byte order mark stay")
  func lineEnds() {
    let text =
      "\u{FEFF}zdc: 1\r\nproject: shop\r\nservices:\r\n  web: { image: \"a:1\", prot: 80 }\r\n"
    let expected = text.replacing("prot", with: "port")
    #expect(Self.mended(text) == expected)
  }
}
