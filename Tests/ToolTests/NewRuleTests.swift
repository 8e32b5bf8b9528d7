import Foundation
import TestSupport
import Testing

/// `make new-rule`: what it writes compiles, is on the list, and is formatted.
@Suite("A new rule's file", .waits) struct NewRuleTests {
  private func newRule(_ words: String..., in sources: URL) throws -> Tool.Outcome {
    let script = Repository.root.appending(path: "docker/tools/new-rule.sh").path
    return try #require(Tool("bash")).run([script] + words + [sources.path])
  }

  private func withRules(_ body: (URL) throws -> Void) throws {
    try withScratchFolder { folder in
      let rules = Repository.root.appending(path: "Sources/Rules")
      try FileManager.default.copyItem(at: rules, to: folder.appending(path: "Rules"))
      try body(folder)
    }
  }

  @Test(
    .slow,
    .enabled(if: Tool.isThere("swiftc"), "swiftc is not in PATH"))
  func `compiles`() throws {
    try withRules { folder in
      let outcome = try newRule("189", "portIsOdd", "Services", in: folder)
      #expect(outcome.status == 0, "\(outcome.everything)")
      let file = folder.appending(path: "Rules/Services/PortIsOdd.swift")
      let lint = try #require(Tool("swift")).run([
        "format", "lint", "--strict", "--configuration",
        Repository.root.appending(path: ".swift-format").path, file.path,
      ])
      #expect(lint.status == 0, "\(lint.everything)")
      let list = folder.appending(path: "Rules/RuleCatalogue.swift")
      #expect(try String(contentsOf: list, encoding: .utf8).contains("    .portIsOdd,\n"))

      let library = Repository.root.appending(path: "Sources/CLibYAML").path
      let check = try #require(
        try SwiftModule.compile("Rules", in: folder, ["-typecheck", "-I", library]))
      #expect(check.status == 0, "\(check.everything)")
    }
  }

  @Test(arguments: [
    (["12", "portIsOdd", "Services"], "CODE is a number"),
    (["189", "PortIsOdd", "Services"], "NAME is"),
    (["189", "portIsOdd", "Nowhere"], "IN is one of Downtime"),
    (["148", "portIsOdd", "Services"], "148 is the code of PortsCollide.swift; free: "),
    (["999", "portIsOdd", "Services"], "999 is of no kind"),
    (["189", "portsCollide", "Services"], "there is a rule"),
  ])
  func `refuses what would not do`(_ words: [String], _ told: String) throws {
    try withRules { folder in
      let outcome = try newRule(words[0], words[1], words[2], in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains(told), "\(outcome.everything)")
    }
  }
}
