import Diagnostics
import Testing
import YAMLReading

@Suite struct LimitTests {
  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func depth() {
    #expect(Reading(nested(200)).faults == [])
    #expect(
      Reading(nested(201)).faults == ["1:201 ZDC009 more than 200 maps and lists inside each other"]
    )
    #expect(Reading(nested(100_000)).faults.count == 1)
  }

  @Test func depthInBlockStyle() {
    let text = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(Reading(text).log.sorted.map(\.code) == [.nestingTooDeep])
    #expect(
      Reading(String(repeating: "- ", count: 100_000)).log.sorted.map(\.code) == [.nestingTooDeep])
  }

  @Test func depthThroughAliases() {
    let text = "- &a \(nested(150))\n- &b [[[[[*a]]]]]\n"
    #expect(Reading(text).faults == [])
    #expect(
      Reading(text + "- \(String(repeating: "[", count: 60))*b").log.sorted.map(\.code)
        == [.nestingTooDeep])
  }

  @Test func valuesAfterExpansion() {
    let limits = YAMLLimits(bytes: 1000, depth: 10, nodes: 8)
    #expect(Reading("[1, 2, 3, 4, 5, 6, 7]", limits: limits).faults == [])
    #expect(
      Reading("[1, 2, 3, 4, 5, 6, 7, 8]", limits: limits).faults
        == ["1:23 ZDC010 more than 8 values, aliases counted as what they stand for"])
    #expect(Reading("[&a [1, 2], *a, x]", limits: limits).faults == [])
    #expect(
      Reading("[&a [1, 2], *a, x, y]", limits: limits).log.sorted.map(\.code) == [.tooManyValues])
  }

  @Test func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...60 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(Reading(text).log.sorted.map(\.code) == [.tooManyValues])
  }

  @Test func mergeBomb() {
    let keys = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
    let merges = (0..<2000).map { "m\($0): {<<: *a}\n" }.joined()
    #expect(Reading("a: &a {\(keys)}\n" + merges).log.sorted.map(\.code) == [.tooManyValues])
  }

  @Test func bytes() {
    let limits = YAMLLimits(bytes: 10, depth: 10, nodes: 10)
    #expect(Reading("0123456789", limits: limits).faults == [])
    #expect(
      Reading("0123456789a", limits: limits).faults
        == ["1:1 ZDC008 the text has 11 bytes, the limit is 10"])
  }

  @Test func faults() {
    let read = Reading((0..<100_000).map { "- *a\($0)\n" }.joined())
    #expect(read.faults.count == 101)
    #expect(read.faults.last == "102:3 ZDC017 more than 100 faults: reading stopped here")
  }

  @Test func directivesAreFew() {
    let text = (0..<200_000).map { "%TAG !a\($0)! x\n" }.joined()
    #expect(Reading(text + "--- a\n").log.sorted.map(\.code) == [.yamlSyntax])
    #expect(Reading("%YAML 1.1\n%TAG !a! tag:yaml.org,2002:\n--- !a!str 1\n").tree == "'1'")
  }

  @Test func largeTexts() {
    let scalar = String(repeating: "x", count: 5_000_000)
    #expect(Reading("a: \(scalar)\n").node?["a"]?.scalar?.text == scalar)
    let keys = (0..<100_000).map { "key\($0): \($0)\n" }.joined()
    #expect(Reading(keys).node?.entries?.count == 100_000)
    #expect(Reading(keys + "key5: 1\n").faults == ["100001:1 ZDC011 'key5' is given twice"])
  }
}
