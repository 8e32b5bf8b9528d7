import Diagnostics
import Testing

/// What only a plan shows is told beside what a project may switch off or accept.
@Suite("One run") struct OneRunTests {
  @Test(arguments: [
    ("env: { API: 'api:9000', A: '${X:-1}', B: '${X:-2}' }", [191, 247]),
    ("env: { a.b: one }, secrets: { K: k }, securityOpt: [no-new-privileges]", [193, 193, 311]),
    ("user: postgres, env: { A: '${X:-1}', B: '${X:-2}' }", [191]),
  ])
  func `tells both`(keys: String, expected: [Int]) {
    let text = """
      zdc: 1
      project: shop
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up, \(keys) }
        api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
      secrets: { k: { env: K } }
      targets: [blueGreen, swarm]
      rules: { ZDC125: "off" }
      """
    let codes = BuildEnd.errors(text)?.map(\.code.number).sorted() ?? [70]
    #expect(Set(codes) == Set(expected), "\(codes)")
  }
}
