import Foundation
import TestSupport
import Testing

/// yamllint is silent on every YAML artefact.
@Suite(.waits) struct YAMLLintTests {
  static let files = Artefacts.files { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }

  @Test(.enabled(if: Tool("yamllint") != nil, "yamllint is in neither ZDC_TOOLS nor PATH"))
  func isSilent() throws {
    #expect(!Self.files.isEmpty)
    let yamllint = try #require(Tool("yamllint"))
    let rules = "{extends: default, rules: {line-length: disable}}"
    let outcome = try yamllint.run(["-s", "-d", rules] + Self.files, in: Repository.root)
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.isEmpty, "\(outcome.everything)")
  }
}
