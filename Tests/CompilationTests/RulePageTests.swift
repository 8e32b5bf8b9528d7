import Compilation
import Diagnostics
import ManifestModel
import TestSupport
import Testing

/// The examples on a rule's page are its tests: the wrong one is found at the marked places, by this
/// rule alone, and the right one by none.
@Suite("The pages of the rules")
struct RulePageTests {
  private static func manifest(_ example: String) -> String {
    example.hasPrefix("zdc:") ? example : "zdc: 1\nproject: shop\n" + example
  }

  /// Notes say what is usual; they count where the rule itself is one.
  private static func found(_ manifest: [UInt8], by rule: Rule) -> [Diagnostic] {
    Catalogue.findings(in: manifest).filter {
      $0.severity > .note || rule.severity == .note && $0.code == rule.code
    }
  }

  private static func rule(_ number: Int) throws -> Rule {
    try #require(Catalogue.rules.first { $0.code.number == number })
  }

  private static let shown = Catalogue.rules.filter { $0.page.instead == nil }.map(\.code.number)
  private static let told = Catalogue.rules.filter { $0.page.instead != nil }.map(\.code.number)

  @Test("show what the rule finds", arguments: shown)
  func wrong(number: Int) throws {
    let rule = try Self.rule(number)
    let source = MarkedText(Self.manifest(rule.page.markedWrong))
    // What the command line asks for stands in no manifest.
    if number == 117 { return }
    #expect(!source.places.isEmpty, "\(rule.code): the wrong example has no marked place")
    let expected = source.places.values.sorted().map {
      "\($0.line):\($0.column) \(rule.severity) \(rule.code)"
    }
    let found = Self.found(Array(source.text.utf8), by: rule)
    let places = found.map { diagnostic in
      let place = diagnostic.range.map { "\($0.start.line):\($0.start.column)" } ?? "nowhere"
      return "\(place) \(diagnostic.severity) \(diagnostic.code)"
    }
    #expect(places == expected, "\(found.map(\.message))")
    #expect(Self.manifest(rule.page.wrong) == source.text)
  }

  @Test("show what the rule lets pass", arguments: shown)
  func right(number: Int) throws {
    let rule = try Self.rule(number)
    let found = Self.found(Array(Self.manifest(rule.page.right).utf8), by: rule)
    #expect(found.isEmpty, "\(rule.code): \(found.map { ($0.code, $0.message) })")
  }

  /// Bytes that no page can show, and nearby ones that are fine.
  @Test("that show no example have one here", arguments: told)
  func unshown(number: Int) throws {
    let rule = try Self.rule(number)
    // 190 is the net below rules that find all that is known; a 4xx is about files that are there.
    if number == 190 || number >= 400 { return }
    let example = try #require(UnshownExample.of(number), "\(rule.code) has no bad manifest")
    let codes = Set(Self.found(example.wrong, by: rule).map(\.code.description))
    // So many faults are faults of some rule.
    #expect(codes == (number == 17 ? ["ZDC011", "ZDC017"] : [rule.code.description]))
    #expect(Self.found(example.right, by: rule).map(\.code) == [])
  }

  @Test("stand in order, each code once")
  func order() {
    let numbers = Catalogue.rules.map(\.code.number)
    #expect(numbers == Set(numbers).sorted())
  }

  @Test("are at least sixty, twenty-five of them about downtime")
  func count() {
    #expect(Catalogue.rules.count { $0.code.number > 99 } >= 60)
    #expect(Catalogue.rules.count { (200...299).contains($0.code.number) } >= 25)
  }
}
