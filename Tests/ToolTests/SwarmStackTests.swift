import Foundation
import TestSupport
import Testing

/// Docker's own CLI takes every stack file.
@Suite(.waits) struct SwarmStackTests {
  static let files = Artefacts.files { $0.hasSuffix("docker/docker-compose.swarm.yml") }

  @Test(
    .enabled(if: DockerCLI.readsStacks, "there is no docker CLI of version 25 or later"),
    arguments: files)
  func accepts(_ path: String) throws {
    let docker = try #require(Tool("docker"))
    let file = Repository.root.appending(path: path)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var environment: [String: String] = [:]
    for match in text.matches(of: /\$\{([A-Z_][A-Z0-9_]*):\?/) {
      environment[String(match.1)] = "1"
    }
    // A file that people make from `.env.example`'s like; its content is not what is tested.
    let envFiles = text.matches(of: /env_file:\n +- (\S+)\n/).map {
      file.deletingLastPathComponent().appending(path: String($0.1))
    }
    for envFile in envFiles {
      try #require(FileManager.default.fileExists(atPath: envFile.path), "\(envFile.path)")
    }
    let outcome = try docker.run(
      ["stack", "config", "-c", file.lastPathComponent], in: file.deletingLastPathComponent(),
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 })
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(!outcome.everything.lowercased().contains("warn"), "\(outcome.everything)")
  }

  @Test func thereAreFiles() {
    #expect(!Self.files.isEmpty)
  }
}
