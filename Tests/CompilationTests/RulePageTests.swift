import Diagnostics
import ManifestModel
import Testing

/// The examples on a rule's page are its tests: the wrong one is found at the marked places, by this
/// rule alone, and the right one by none.
@Suite("The pages of the rules")
struct RulePageTests {
  private static func manifest(_ example: String) -> String {
    example.hasPrefix("zdc:") ? example : "zdc: 1\nproject: shop\n" + example
  }

  private static func places(_ log: DiagnosticLog) -> [String] {
    log.sorted.map { diagnostic in
      let place = diagnostic.range.map { "\($0.start.line):\($0.start.column)" } ?? "nowhere"
      return "\(place) \(diagnostic.severity) \(diagnostic.code)"
    }
  }

  @Test("show what the rule finds", arguments: RuleCatalogue.rules.map(\.code.number))
  func wrong(number: Int) throws {
    let rule = try #require(RuleCatalogue.rules.first { $0.code.number == number })
    let source = MarkedText(Self.manifest(rule.page.markedWrong))
    // What the command line asks for stands in no manifest.
    if rule.code == .unknownEnvironment { return }
    #expect(!source.places.isEmpty, "\(rule.code): the wrong example has no marked place")
    let expected = source.places.values.sorted().map {
      "\($0.line):\($0.column) \(rule.severity) \(rule.code)"
    }
    let log = Checking.check(source.text)
    let found = Self.places(log)
    #expect(found == expected, "\(log.sorted.map(\.message))")
    #expect(Self.manifest(rule.page.wrong) == source.text)
  }

  @Test("show what the rule lets pass", arguments: RuleCatalogue.rules.map(\.code.number))
  func right(number: Int) throws {
    let rule = try #require(RuleCatalogue.rules.first { $0.code.number == number })
    let log = Checking.check(Self.manifest(rule.page.right))
    #expect(log.isEmpty, "\(rule.code): \(log.sorted.map { ($0.code, $0.message) })")
  }

  @Test("stand in order, each code once")
  func order() {
    let numbers = RuleCatalogue.rules.map(\.code.number)
    #expect(numbers == Set(numbers).sorted())
  }
}
