import Foundation
import TestSupport
import Testing

/// The scripts read docker/.env as the real Compose does (`Tests/StandIns/environment/forms.py`).
@Suite(.waits) struct EnvironmentFileTests {
  private static let isHere =
    Tool.isThere("docker-compose") && Tool.isThere("python3") && Tool.isThere("bash")

  @Test(
    .slow,
    .enabled(if: isHere, "docker-compose is in neither ZDC_TOOLS nor PATH"))
  func `every form is read as Compose reads it, or refused with its place`() throws {
    let compose = try #require(Tool("docker-compose"))
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run([
        Repository.root.appending(path: "Tests/StandIns/environment/hold.py").path,
        Repository.root.appending(path: "out/hello/docker/scripts/lib/common.sh").path,
        compose.path, scratch.path,
      ])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }
}

/// Deploy-time variables and the names in the scripts do not meet (`Tests/StandIns/environment/names.py`).
@Suite(.waits) struct VariableNameTests {
  static let scripts = Artefacts.files { $0.contains("/scripts/deploy-") && $0.contains("shop/") }

  @Test(
    .enabled(if: Tool.isThere("python3") && Tool.isThere("bash"), "needs python3 and bash"),
    arguments: scripts)
  func `a variable may have any name, and no file or variable leads a script elsewhere`(
    _ script: String
  ) throws {
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run([
        Repository.root.appending(path: "Tests/StandIns/environment/names.py").path,
        Repository.root.appending(path: script).path, scratch.path,
      ])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }
}

/// A secret's file that its reader can't read is told before anything starts
/// (`Tests/StandIns/environment/secret_files.py`).
@Suite(
  .waits, .slow,
  .enabled(if: ScriptModel.isHere, "needs python3 with PyYAML, bash, openssl and flock"))
struct SecretFileTests {
  @Test func `preflight names the secret and the user`() throws {
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run([
        Repository.root.appending(path: "Tests/StandIns/environment/secret_files.py").path,
        scratch.path,
      ])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }
}

/// A service's `envFile` is on each target what Compose makes of it
/// (`Tests/StandIns/environment/env_files.py`).
@Suite(.waits) struct ServiceEnvironmentFileTests {
  @Test(.enabled(if: Tool.isThere("python3") && Tool.isThere("bash"), "needs python3 and bash"))
  func `each script gives the values that Compose would give`() throws {
    try withScratchFolder { scratch in
      let outcome = try #require(Tool("python3")).run([
        Repository.root.appending(path: "Tests/StandIns/environment/env_files.py").path,
        scratch.path,
      ])
      #expect(outcome.status == 0, "\(outcome.everything)")
    }
  }
}
