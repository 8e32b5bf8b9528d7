import Foundation
import TestSupport
import Testing

/// shellcheck at style level and shfmt are silent on every script, and each is short enough to read.
@Suite struct ScriptLintTests {
  static let scripts = Artefacts.files { $0.hasSuffix(".sh") }

  @Test(.enabled(if: Tool("shellcheck") != nil, "shellcheck is in neither ZDC_TOOLS nor PATH"))
  func shellcheckIsSilent() throws {
    #expect(!Self.scripts.isEmpty)
    let shellcheck = try #require(Tool("shellcheck"))
    let outcome = try shellcheck.run(["-S", "style"] + Self.differing(), in: Repository.root)
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.isEmpty, "\(outcome.everything)")
  }

  /// One of all scripts that differ by no more than the comment at their head: shellcheck is slow.
  private static func differing() throws -> [String] {
    var seen: Set<String> = []
    return try scripts.filter { path in
      let text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let head = lines.prefix { $0.hasPrefix("#") }
      let directives = head.filter { $0.hasPrefix("#!") || $0.hasPrefix("# shellcheck") }
      return seen.insert((directives + lines[head.count...]).joined(separator: "\n")).inserted
    }
  }

  @Test(.enabled(if: Tool("shfmt") != nil, "shfmt is in neither ZDC_TOOLS nor PATH"))
  func shfmtChangesNothing() throws {
    let shfmt = try #require(Tool("shfmt"))
    let outcome = try shfmt.run(["-d", "-i", "2", "-ci"] + Self.scripts, in: Repository.root)
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.isEmpty, "\(outcome.everything)")
  }

  @Test(arguments: scripts) func isShort(_ path: String) throws {
    let text = String(
      decoding: try Data(contentsOf: Repository.root.appending(path: path)), as: UTF8.self)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401)
  }

  @Test(arguments: scripts.filter { $0.contains("/deploy-") }) func hasHelp(_ path: String) throws {
    let bash = try #require(Tool("bash"))
    let folder = FileManager.default.temporaryDirectory
    let outcome = try bash.run([Repository.root.appending(path: path).path, "--help"], in: folder)
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.hasPrefix("usage: deploy-"), "\(outcome.everything)")
  }
}
