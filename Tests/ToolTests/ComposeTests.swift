import Foundation
import TestSupport
import Testing

/// The real Compose takes every Compose file, silently.
@Suite(.waits) struct ComposeTests {
  static let files = Artefacts.files { $0.hasSuffix("docker/docker-compose.blue-green.yml") }

  @Test(
    .enabled(if: Tool("docker-compose") != nil, "docker-compose is in neither ZDC_TOOLS nor PATH"),
    arguments: files)
  func accepts(_ path: String) throws {
    let compose = try #require(Tool("docker-compose"))
    let file = Repository.root.appending(path: path)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var environment: [String: String] = [:]
    for match in text.matches(of: /\$\{([A-Z_][A-Z0-9_]*):?\?/) {
      environment[String(match.1)] = "1"
    }
    for match in text.matches(of: /environment: ([A-Z_][A-Z0-9_]*)\n/) {
      environment[String(match.1)] = "1"
    }
    let outcome = try compose.run(
      ["-f", file.path, "--env-file", "/dev/null", "config", "--quiet"],
      in: file.deletingLastPathComponent(),
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.isEmpty, "\(outcome.everything)")
  }

  @Test func thereAreFiles() {
    #expect(!Self.files.isEmpty)
  }
}
