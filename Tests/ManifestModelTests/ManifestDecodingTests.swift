import Diagnostics
import ManifestModel
import TestSupport
import Testing

@Suite("Decoding a manifest")
struct ManifestDecodingTests {
  @Test("the smallest manifest")
  func smallest() throws {
    let (decoded, log) = Decoding.decode(
      """
      zdc: 1
      project: shop
      services:
        web: { image: "web:1", port: 80, health: /up }
      """)
    #expect(log.isEmpty)
    let manifest = try #require(decoded).base
    #expect(manifest.project.value == "shop")
    let web = try #require(manifest.services.first)
    #expect(web.name.value == "web")
    #expect(web.port?.value == 80)
    guard case .http(let path)? = web.health?.probe else {
      Issue.record("no health path")
      return
    }
    #expect(path.value == "/up")
    #expect(path.range.start == SourceMark(line: 4, column: 44))
    #expect(decoded?.perTarget.map(\.target) == Target.allCases)
  }

  @Test("scalars in text places are the text as it was written")
  func scalarTexts() throws {
    let (decoded, log) = Decoding.decode(
      """
      zdc: 1
      project: shop
      services:
        web:
          image: web
          env: { A: False, B: 0x1F, C: 1e3, D: yes, E: 08, F: "", G: $$x, H: "${NAME:-a}b", I: 1.50 }
      """)
    #expect(log.isEmpty)
    let env = try #require(decoded?.base.services.first?.env)
    let texts = env.map { $0.value.value.literalText }
    #expect(texts == ["False", "0x1F", "1e3", "yes", "08", "", "$x", nil, "1.50"])
    #expect(
      env[7].value.value.segments == [.variable(name: "NAME", .text("a")), .literal("b")])
  }

  @Test("command texts are split by shell rules")
  func commands() throws {
    let (decoded, log) = Decoding.decode(
      """
      zdc: 1
      project: shop
      services:
        web:
          image: web
          port: 80
          command: serve --name 'a b' "c $$d" ${web.port}x e\\ f ''
          release: [[a, b c], d e, f]
      """)
    #expect(log.isEmpty)
    let web = try #require(decoded?.base.services.first)
    let words = try #require(web.command?.words)
    #expect(
      words.map { $0.value.literalText } == ["serve", "--name", "a b", "c $d", nil, "e f", ""])
    #expect(words[4].value.segments == [.reference(["web", "port"]), .literal("x")])
    #expect(words[2].range.start == SourceMark(line: 7, column: 27))
    #expect(words[2].range.end == SourceMark(line: 7, column: 32))
    let release = web.release.map { $0.words.map { $0.value.literalText } }
    #expect(release == [["a", "b c"], ["d", "e"], ["f"]])
  }

  @Test("faults of form, each at its place")
  func faults() {
    expectDecoding(
      of: """
        zdc: 1
        project: 1️⃣Shop_1
        services:
          web:
            image: web
            port: 2️⃣99999
            3️⃣helth: /up
            replicas: 4️⃣"2"
            labels: { 5️⃣B: }
            env: { A: "x", B: , C: 6️⃣~, D: "a 0️⃣${b" }
            stop: { grace: 7️⃣10 }
            pull: 8️⃣alwys
            envFile: a/9️⃣${HOME}/b
        """,
      finds: [
        Finding(
          "1️⃣", .badText,
          """
          'project' takes lower-case letters, digits and '-', at most 63, first a letter, \
          not 'Shop_1'
          """,
          help: "did you mean 'shop-1'?"),
        Finding(
          "2️⃣", .outOfRange, "'port' takes a whole number from 1 to 65535, not '99999'"),
        Finding("3️⃣", .unknownKey, "a service has no key 'helth'", help: "did you mean 'health'?"),
        Finding(
          "4️⃣", .wrongType, "'replicas' takes a whole number from 1 to 1000, not '2'",
          help: "write 2, without quotes"),
        Finding("5️⃣", .noValue, "'B' has no value", help: "write \"\" for an empty value"),
        Finding(
          "6️⃣", .noValue, "'C' has no value",
          help: "write \"\" for an empty value, or \"~\" for the text"),
        Finding(
          "0️⃣", .badTemplate, "'${' without its '}'", help: "write '$${' for the text '${'"),
        Finding("7️⃣", .badText, "'grace' takes a time, not '10'", help: "did you mean '10s'?"),
        Finding(
          "8️⃣", .unknownWord, "'pull' takes always, missing or never, not 'alwys'",
          help: "did you mean 'always'?"),
        Finding(
          "9️⃣", .misplacedTemplate,
          "the deploy-time variable '${HOME}' is not allowed in 'envFile'"),
      ])
  }
}
