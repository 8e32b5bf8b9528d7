import Foundation
import TestSupport
import Testing

/// shellcheck at style level and shfmt are silent on every script, and each is short enough to read.
@Suite(.waits) struct ScriptLintTests {
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
    let chosen = SlowTests.areWanted ? scripts : scripts.filter { $0.hasPrefix("out/shop/") }
    return try chosen.filter { path in
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

/// Under `pipefail` a reader that goes before its writer is done makes a step fail that did not:
/// the writer ends by SIGPIPE, now and then.
@Suite("No pipe under pipefail ends in a reader that stops early", .waits) struct PipeTests {
  static let early =
    #"\|\s*(head\b|grep +-\w*[qm]|grep .*>/dev/null|sed [^|]*\dq\b|awk .*\bexit\b)"#

  static let scripts =
    ScriptLintTests.scripts
    + ["docker", "packaging", "Sources", "Tests/CommandTests/Transcripts"].flatMap { folder in
      let path = Repository.root.appending(path: folder).path
      let files = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
      return files.filter { file in
        [".sh", ".txt"].contains(where: file.hasSuffix) && !file.contains(".build/")
      }.map { "\(folder)/\($0)" }
    }

  @Test(arguments: [
    "docker ps | head -n 1", "make | grep -q word", "make | grep -m1 word", "ls | sed 1q",
    "make | grep word >/dev/null", "ls | awk '{ exit }'",
  ])
  func `the pattern finds it`(_ line: String) throws {
    #expect(line.contains(try Regex(Self.early)))
  }

  @Test func `no script has one`() throws {
    let pattern = try Regex(Self.early)
    #expect(Self.scripts.contains("packaging/test.sh"))
    for path in Self.scripts {
      let text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      // Those for dash and busybox set no pipefail.
      if text.hasPrefix("#!/bin/sh") { continue }
      for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#")
      {
        #expect(!line.contains(pattern), "\(path): \(line)")
      }
    }
  }
}
