import Diagnostics
import Testing

@Suite struct NearNameTests {
  @Test(arguments: [
    ("djanga", "django"), ("Replicas", "replicas"), ("heatlh", "health"), ("port", nil),
    ("prot", "port"), ("x", nil), ("redis-cache", nil), ("replica", "replicas"), ("", nil),
    ("environment", "env-ironment"), ("drian", "drain"),
  ])
  func suggestions(name: String, expected: String?) {
    let names = ["django", "replicas", "health", "port", "y", "redis", "env-ironment", "drain"]
    #expect(NearName.closest(to: name, among: names.filter { $0 != name }) == expected)
  }

  @Test func theFirstOfEquals() {
    #expect(NearName.closest(to: "cat", among: ["bat", "rat"]) == "bat")
    #expect(NearName.closest(to: "cat", among: ["dog", "rat", "cats"]) == "rat")
  }

  @Test func hostileLengthsCostNothing() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(NearName.closest(to: long, among: [long + "y", "x"]) == nil)
  }
}
