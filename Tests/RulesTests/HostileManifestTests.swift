import Diagnostics
import ManifestModel
import TestSupport
import Testing

/// Manifests that nobody wrote: what is large in one of them must not make zdc slow. There is no
/// clock here; a rule that takes the square of these numbers would not end.
@Suite("Hostile manifests")
struct HostileManifestTests {
  private static let many = 30_000

  private static func check(_ body: String) -> [Diagnostic] {
    Checking.check("zdc: 1\nproject: shop\n" + body).sorted
  }

  private static func lines(_ line: (Int) -> String) -> String {
    (0..<many).map(line).joined(separator: "\n")
  }

  @Test(
    "thirty thousand unknown keys end after a thousand faults",
    .slow)
  func unknownKeys() {
    let found = Self.check("services:\n  web:\n" + Self.lines { "    k\($0): 1" })
    #expect(found.count == 1000)
    #expect(found.allSatisfy { $0.code == .unknownKey })
  }

  @Test(
    "thirty thousand references to nothing",
    .slow)
  func references() {
    let text = Self.lines { "${a\($0).url}" }.split(separator: "\n").joined(separator: " ")
    let found = Self.check("services:\n  web:\n    image: a:1\n    env: { A: '\(text)' }")
    #expect(found.count == 1000)
  }

  @Test(
    "thirty thousand bad texts in braces are one value's",
    .slow)
  func templates() {
    let text = String(repeating: "${+} ", count: Self.many)
    let found = Self.check("services:\n  web:\n    image: a:1\n    env: { A: '\(text)' }")
    #expect(found.count == 20)
  }

  @Test(
    "a command of thirty thousand words",
    .slow)
  func words() {
    let text = String(repeating: "word ", count: Self.many)
    #expect(Self.check("services:\n  web:\n    image: a:1\n    command: \(text)").isEmpty)
  }

  @Test(
    "many routes, paths, secrets, variables, ports, each with each",
    .slow)
  func products() {
    let found = Self.check(
      """
      gateway:
        listen: { http: 80 }
        routes:
      \(Self.lines { "    /p\($0): web" })
      services:
        web:
          image: a:1
          port: 80
          health: /up
          command: [serve]
          readOnly: true
          ports:
      \(Self.lines { "      p\($0): \($0 + 100)" })
          env:
      \(Self.lines { "      A\($0): \"${web.ports.p\($0)}\"" })
          secrets:
      \(Self.lines { "      S\($0)_FILE: s\($0)" })
      secrets:
      \(Self.lines { "  s\($0): { env: S\($0) }" })
      strategy:
        blueGreen:
          confirm:
            paths:
      \(Self.lines { "        - /p\($0)/x" })
      """)
    let codes = Set(found.map(\.code.number))
    #expect(codes == [302])
    #expect(found.count == 1000)
  }

  @Test(
    "a chain of dependencies of ten thousand services, and its closing",
    .slow)
  func chain() {
    let services = (0..<10_000).map { number in
      let next = number + 1 < 10_000 ? "[s\(number + 1)]" : "[s0]"
      return "  s\(number): { image: a:1, command: [run], dependsOn: \(next) }"
    }.joined(separator: "\n")
    let found = Self.check("services:\n" + services)
    #expect(found.map(\.code.number) == [133])
  }

  @Test(
    "names that lead elsewhere", arguments: ["../../x", "-rf", "a/b", "a\\u0000b", "a\\nb", "."])
  func names(name: String) {
    for body in [
      "services: { \"\(name)\": { image: a:1 } }",
      "services: { web: { image: a:1, files: { \"\(name)\": { path: /a, from: b } } } }",
      "services: { web: { image: a:1, volumes: { \"\(name)\": /a } } }",
      "services: { web: { image: a:1 } }\nsecrets: { \"\(name)\": { env: A } }",
      "services: { web: { image: a:1 } }\nenvironments: { \"\(name)\": {} }",
    ] {
      #expect(Self.check(body).contains { $0.code == .badName }, "\(body)")
    }
    #expect(
      Checking.check("zdc: 1\nproject: \"\(name)\"\nservices: { web: { image: a:1 } }").hasErrors)
  }
}
