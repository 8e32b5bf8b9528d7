import Foundation
import TestSupport
import Testing

/// C1–C8: each check finds the fault in the guide's Compose file, and none in what zdc makes.
@Suite(
  "Faults of the guide's Compose file", .waits,
  .enabled(if: SecondReaders.areThere, SecondReaders.reason))
struct ComposeFaultTests {
  private static let name = "docker-compose.blue-green.yml"

  private func holds(
    finding faults: [String], _ check: (Tree) throws -> [String]
  ) throws {
    #expect(try check(try SecondReaders.guide(Self.name)) == faults)
    #expect(try check(try SecondReaders.generated("docker/\(Self.name)")) == [])
  }

  /// The services of one colour by the name that they share.
  private static func colours(_ file: Tree) -> [(name: String, blue: Tree, green: Tree)] {
    file.composeServices.compactMap { name, service in
      guard name.hasSuffix("-blue"), !name.contains("release") else { return nil }
      let bare = String(name.dropLast("-blue".count))
      return (bare, service, file.services["\(bare)-green"])
    }
  }

  @Test("C1 443 is published and nothing listens")
  func c1() throws {
    func deaf(_ file: Tree, _ conf: Directive) -> [String] {
      let listening = conf.deep("listen").compactMap(\.arguments.first)
      return file.services.nginx.publishedPorts.map(\.target).filter { !listening.contains($0) }
    }
    let conf = "nginx-blue-green.conf"
    #expect(
      deaf(try SecondReaders.guide(Self.name), try SecondReaders.guideConf(conf)) == ["443"])
    #expect(
      deaf(
        try SecondReaders.generated("docker/\(Self.name)"), try SecondReaders.generatedConf(conf))
        == [])
  }

  /// Runs a service's command as the engine would, with stand-ins of python and daphne that write
  /// down that they ran, and as which process.
  private func startFaults(_ service: Tree) throws -> [String] {
    try withScratchFolder { folder in
      let bin = folder.appending(path: "bin")
      for name in ["python", "daphne"] {
        try installProgram(
          name, "#!/bin/sh\necho \"\(name) $$ $*\" >>\"$JOURNAL\"\n", in: bin)
      }
      // The images of the example have Debian's sh.
      if let dash = Tool("dash") {
        try FileManager.default.createSymbolicLink(
          atPath: bin.appending(path: "sh").path, withDestinationPath: dash.path)
      }
      let words = try commandWords(service.command)
      let journal = folder.appending(path: "journal").path
      let path = bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
      // `exec` keeps the process: its number is that of the container's first one.
      let outcome = try #require(Tool("bash")).run(
        ["-c", "echo \"first $$\" >\"$JOURNAL\"; exec \"$@\"", "bash"] + words, in: folder,
        environment: ["PATH": path, "JOURNAL": journal])
      try #require(outcome.status == 0, "\(outcome.everything)")
      let lines = try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n")
        .map { $0.split(separator: " ").map(String.init) }
      let first = try #require(lines.first).last
      let server = try #require(lines.last { $0[0] == "daphne" }, "the server did not start")
      return (server[1] == first ? [] : ["the server is not the first process"])
        + lines.filter { $0[0] == "python" }.map { "\($0[3]) at every start" }
    }
  }

  /// A list as it stands, a text split as the engine splits it.
  private func commandWords(_ command: Tree) throws -> [String] {
    guard let text = command.text else { return command.items.compactMap(\.text) }
    let split = try #require(Tool("python3")).run(
      ["-c", "import shlex, sys; print('\\0'.join(shlex.split(sys.argv[1])), end='')", text])
    return split.text.split(separator: "\0").map(String.init)
  }

  @Test("C2 the server is not PID 1, and migrations run at every start of either colour")
  func c2() throws {
    let faults = [
      "the server is not the first process", "migrate at every start",
      "collectstatic at every start",
    ]
    try holds(finding: faults + faults) { file in
      try ["blue", "green"].flatMap { try startFaults(file.services["django-\($0)"]) }
    }
  }

  @Test("C3 a live green does not come back after a reboot, and a stopped blue does")
  func c3() throws {
    // By Docker's restart policies: does a container run after the engine was started again?
    func returns(_ service: Tree, stopped: Bool) -> Bool {
      switch service.restart.text {
      case "always": true
      case "unless-stopped": !stopped
      default: false
      }
    }
    try holds(finding: ["django", "fastapi"].flatMap { ["\($0)-blue", "\($0)-green"] }) { file in
      Self.colours(file).flatMap { name, blue, green in
        [("blue", blue), ("green", green)].filter {
          returns($0.1, stopped: true) || !returns($0.1, stopped: false)
        }.map { "\(name)-\($0.0)" }
      }
    }
  }

  @Test("C6 no health and no order for the database and the cache; a first check late")
  func c6() throws {
    let colours = ["django-blue", "django-green"]
    let faults =
      colours.flatMap { ["\($0) does not wait for django-db", "\($0) does not wait for redis"] }
      + ["django-blue", "django-db", "django-green", "fastapi-blue", "fastapi-green", "redis"]
      .map { "\($0) is first looked at late" }
    try holds(finding: faults) { file in
      let waiting = Self.colours(file).flatMap { name, blue, green in
        [("\(name)-blue", blue), ("\(name)-green", green)].flatMap { colour, service in
          service.environment.variables.values.sorted()
            .filter { ["django-db", "redis"].contains($0) }
            .filter { service.depends_on[$0].condition.text != "service_healthy" }
            .map { "\(colour) does not wait for \($0)" }
        }
      }
      // Without `start_interval` the first check comes after a whole interval; without a check none.
      let late = file.composeServices.filter { name, service in
        let isJob = service.restart.text == "no" && !name.hasSuffix("-green")
        guard name != "nginx", !isJob, !name.contains("-release-") else { return false }
        return (service.healthcheck.start_interval.seconds ?? .infinity)
          >= (service.healthcheck.interval.seconds ?? 0)
      }
      return waiting + late.map { "\($0.name) is first looked at late" }
    }
  }

  @Test("C7 both colours write the same static files")
  func c7() throws {
    // Media are the users' files, of which there is one set on purpose.
    try holds(finding: ["django: django_static"]) { file in
      Self.colours(file).flatMap { name, blue, green in
        let other = green.mounts.filter { !$0.isReadOnly }.map(\.source)
        return blue.mounts.filter { !$0.isReadOnly && other.contains($0.source) }
          .map(\.source).filter { $0 != "django_media" }.map { "\(name): \($0)" }
      }
    }
  }

  @Test("C8 a default password stands in the file")
  func c8() throws {
    try holds(finding: ["django-db.MYSQL_ROOT_PASSWORD"], \.clearSecrets)
  }
}
