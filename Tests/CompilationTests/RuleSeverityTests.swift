import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import Testing

/// What a project's `rules` make of what zdc finds, and where a reader of the artefacts sees it.
@Suite("Severities that a project sets")
struct RuleSeverityTests {
  /// A manifest of which ZDC206 is found by the rules and ZDC383 by a backend.
  private static func compiled(rules: String) -> (files: [String: String], log: DiagnosticLog) {
    let text = """
      zdc: 1
      project: shop
      comments: en
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services:
        web:
          image: "shop/web:1"
          command: [serve]
          port: 80
          health: /up
          release: manage migrate
      \(rules)
      """
    let (made, log) = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }
    let files = (made?.artefacts ?? []).map {
      ($0.file.path, String(decoding: $0.file.bytes, as: UTF8.self))
    }
    return (Dictionary(files) { first, _ in first }, log)
  }

  private static func severities(_ log: DiagnosticLog) -> [String: Severity] {
    Dictionary(log.sorted.map { ("\($0.code)", $0.severity) }) { first, _ in first }
  }

  @Test("without settings, both are told")
  func unset() {
    let (files, log) = Self.compiled(rules: "")
    #expect(Self.severities(log) == ["ZDC206": .warning, "ZDC383": .note])
    #expect(!files.isEmpty && files.values.allSatisfy { !$0.contains("# Rule ZDC") })
  }

  @Test("what is off is silent, and its reason stands in the header of every artefact")
  func off() {
    let (files, log) = Self.compiled(
      rules: """
        rules:
          ZDC206: { severity: off, reason: "migrations only add; see ADR 7" }
          ZDC383: { severity: off, until: 2027-06-30, reason: the image needs root }
        """)
    #expect(Self.severities(log).isEmpty)
    #expect(files.count > 20)
    for (path, text) in files {
      #expect(
        text.contains("Rule ZDC206 = off: migrations only add; see ADR 7\n")
          && text.contains("Rule ZDC383 = off until 2027-06-30: the image needs root\n"),
        "\(path): \(text.prefix(400))")
    }
  }

  @Test("a severity can be raised, also of what a backend finds")
  func raised() {
    let (files, log) = Self.compiled(rules: "rules: { ZDC206: error, ZDC383: warning }")
    #expect(files.isEmpty)
    #expect(Self.severities(log) == ["ZDC206": .error])
    let backends = Self.compiled(rules: "rules: { ZDC206: off, ZDC383: error }")
    #expect(backends.files.isEmpty)
    #expect(Self.severities(backends.log) == ["ZDC383": .error])
  }

  @Test("a rule without which artefacts would be wrong stays an error")
  func fixed() {
    let (files, log) = Self.compiled(rules: "rules: { ZDC385: off }")
    #expect(files.isEmpty)
    #expect(Self.severities(log)["ZDC165"] == .error)
  }
}
