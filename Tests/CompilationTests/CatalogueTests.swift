import Compilation
import Diagnostics
import Foundation
import ManifestModel
import TestSupport
import Testing

/// What every code of zdc has, and how somebody who has seen one finds its page.
@Suite("The catalogue")
struct CatalogueTests {
  @Test("has a page for each code that stands in the sources")
  func everyCode() throws {
    let known = Set(Catalogue.rules.map(\.code.number))
    let sources = Repository.root.appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var seen = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /DiagnosticCode\((\d+)\)/) {
        seen += 1
        let number = try #require(Int(match.1))
        #expect(known.contains(number), "\(file.lastPathComponent): \(number) has no page")
      }
    }
    #expect(seen >= known.count, "the test no longer finds the codes")
  }

  @Test("finds a code as people type it", arguments: ["ZDC204", "zdc204", "204"])
  func found(text: String) {
    guard case .rule(let rule) = Catalogue.answer(to: text) else {
      Issue.record("\(text) is not found")
      return
    }
    #expect(rule.code.number == 204)
    #expect(rule.markdown.contains("## ZDC204: "))
  }

  @Test("offers near codes for one that does not exist")
  func near() {
    guard case .unknown(let slip) = Catalogue.answer(to: "ZDC2O4") else {
      Issue.record("ZDC2O4 is found")
      return
    }
    #expect(slip.map(\.code.number) == [204])
    guard case .unknown(let number) = Catalogue.answer(to: "ZDC299") else {
      Issue.record("ZDC299 is found")
      return
    }
    #expect(number.count == 3)
    #expect(number.allSatisfy { (200...299).contains($0.code.number) })
    guard case .unknown(let nothing) = Catalogue.answer(to: "djanga") else { return }
    #expect(nothing.isEmpty)
  }

  /// With RECORD_GOLDENS=1 the page is written, and the test fails all the same.
  @Test("is what docs/rules.md says")
  func page() throws {
    let file = Repository.root.appending(path: "docs/rules.md")
    let text = Rule.page(of: Catalogue.rules)
    guard try String(contentsOf: file, encoding: .utf8) != text else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    Issue.record("docs/rules.md is stale: RECORD_GOLDENS=1 swift test --filter CatalogueTests")
  }
}
