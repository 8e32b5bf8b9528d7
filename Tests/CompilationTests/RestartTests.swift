import Diagnostics
import Testing

/// What a switch of versions bears.
@Suite("Restart") struct RestartTests {
  private static func codes(
    _ keys: String, backing: String = "", targets: String = "blueGreen, swarm, kubernetes"
  ) -> [Int] {
    let text = """
      zdc: 1
      project: shop
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up\(keys) }
      backing: { cache: { image: "shop/cache:1", port: 81, health: { command: [ask] }\(backing) } }
      targets: [\(targets)]
      """
    return BuildEnd.errors(text)?.map(\.code.number) ?? [70]
  }

  @Test(arguments: [
    ("unless-stopped", "blueGreen, swarm, kubernetes", []), ("always", "swarm, kubernetes", []),
    ("always", "blueGreen", [176]), ("no", "swarm", [176]), ("on-failure", "blueGreen", [176]),
    ("on-failure:3", "kubernetes", [176]), ("sometimes", "swarm", [106]),
  ])
  func `of services`(policy: String, targets: String, expected: [Int]) {
    #expect(Self.codes(", restart: \(policy)", targets: targets) == expected)
  }

  @Test(arguments: [
    ("always", "blueGreen, swarm, kubernetes", []), ("no", "blueGreen, swarm", []),
    ("on-failure:3", "kubernetes", [305]),
  ])
  func `of backing services`(policy: String, targets: String, expected: [Int]) {
    #expect(Self.codes("", backing: ", restart: \(policy)", targets: targets) == expected)
  }
}
