import Foundation
import TestSupport
import Testing

/// S3–S5: what the guide's Swarm script makes of a service's update. Both scripts run before a docker
/// of a few lines: services/NAME has one state of an update a line, and each look takes one off.
@Suite(
  "Faults of the guide's Swarm script", .waits,
  .enabled(if: Tool.isThere("bash"), "needs bash"))
struct SwarmScriptFaultTests {
  private struct Run {
    let status: Int32
    let output: String
    let calls: [String]
    /// States that nobody has seen yet.
    let unseen: [String]
  }

  /// `docker` for both: an engine where a service runs `nn-django:latest` with the content `old`.
  private static let docker = #"""
    #!/usr/bin/env bash
    printf '%s\n' "$*" >>"$MODEL/calls"
    case "$*" in
      'service inspect'*UpdateStatus*)
        state=$(head -n 1 "$MODEL/states")
        [[ $(wc -l <"$MODEL/states") == 1 ]] || sed -i 1d "$MODEL/states"
        echo "$state" ;;
      'service inspect'*TaskTemplate*) cat "$MODEL/task" ;;
      'stack deploy'*) cat >/dev/null; echo new >"$MODEL/task" ;;
      'service ls'*) echo 'brain-tumor_django 2/2' ;;
      'ps '*) echo c1 ;;
      'inspect --format {{.Config.Image}}'*) echo 'nn-django:latest sha256:old' ;;
      'image inspect --format {{json'*) echo null ;;
      'image inspect --format {{.Id}}'*) echo sha256:new ;;
    esac
    """#

  private func run(_ script: String, states: [String]) throws -> Run {
    try withScratchFolder { folder in
      let bin = folder.appending(path: "bin")
      try installProgram("docker", Self.docker, in: bin)
      try installProgram("sleep", "#!/bin/sh\n", in: bin)
      let file = folder.appending(path: "states")
      try Data((states.joined(separator: "\n") + "\n").utf8).write(to: file)
      try Data("old\n".utf8).write(to: folder.appending(path: "task"))
      try Data(script.utf8).write(to: folder.appending(path: "script"))
      var environment = ProcessInfo.processInfo.environment
      environment["PATH"] = bin.path + ":" + (environment["PATH"] ?? "")
      environment["MODEL"] = folder.path
      environment["TAG"] = nil
      let outcome = try #require(Tool("bash")).run(
        [folder.appending(path: "script").path], in: folder, environment: environment)
      let lines = { (name: String) in
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
          .split(separator: "\n").map(String.init)
      }
      return Run(
        status: outcome.status, output: outcome.everything, calls: try lines("calls"),
        unseen: try lines("states"))
    }
  }

  private func guide(states: [String]) throws -> Run {
    try run(try Guide.text("deploy-swarm.sh"), states: states)
  }

  /// The generated script's facts and functions, and then some lines.
  private func generated(_ lines: String, states: [String]) throws -> Run {
    let script = try Generated.text("docker/scripts/deploy-swarm.sh")
    let facts = try #require(script.range(of: "\nCDPATH='' cd -P --"))
    let parts = try ["common", "images", "swarm"].map {
      try Generated.text("docker/scripts/lib/\($0).sh")
    }
    return try run(
      script[..<facts.lowerBound] + "\n" + parts.joined(separator: "\n")
        + "\nCOMMAND=deploy DETACH=() ZDC_DEPLOYMENT=2\n"
        + "STACK=$(cat '\(Generated.folder.path)/docker/docker-compose.swarm.yml')\n" + lines,
      states: states)
  }

  @Test("S3 the tag that runs already: the script says Complete and no task is replaced")
  func s3() throws {
    let guide = try guide(states: ["none"])
    #expect(guide.calls.contains { $0.contains("--image nn-django:latest ") })
    #expect(guide.status == 0 && guide.output.contains("=== Rolling Update Complete ==="))
    let ours = try generated("ZDC_VALUES[TAG]=latest\nstep_build\necho went on", states: ["none"])
    #expect(ours.status == 1)
    #expect(ours.output.contains("give the new version a --tag of its own: nn-django:latest"))
    #expect(!ours.output.contains("went on"))
    // The name that ran is given back to what runs.
    #expect(ours.calls.contains("tag sha256:old nn-django:latest"))
  }

  @Test("S4 the outcome of the update is ignored")
  func s4() throws {
    let guide = try guide(states: ["rollback_completed"])
    #expect(guide.status == 0 && guide.output.contains("=== Rolling Update Complete ==="))
    for state in ["rollback_completed", "paused", "rollback_paused"] {
      let ours = try generated("update django\necho went on", states: [state])
      #expect(ours.status == 1)
      #expect(ours.output.contains("django did not take the new version"), "\(ours.output)")
      #expect(!ours.output.contains("went on"))
    }
  }

  @Test("S5 the script ends while the update is under way")
  func s5() throws {
    let states = ["updating", "updating", "updating", "completed"]
    let guide = try guide(states: states)
    #expect(guide.output.contains("=== Rolling Update Complete ==="))
    #expect(guide.unseen == states)
    let ours = try generated("update django\necho went on", states: states)
    #expect(ours.status == 0 && ours.output.contains("went on\n"), "\(ours.output)")
    #expect(ours.unseen == ["completed"])
  }
}
