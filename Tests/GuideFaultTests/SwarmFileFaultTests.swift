import Foundation
import TestSupport
import Testing

/// The faults of the guide's stack file: S1, S2, S6–S9.
@Suite(
  "Faults of the guide's stack file", .waits,
  .enabled(if: SecondReaders.areThere, SecondReaders.reason))
struct SwarmFileFaultTests {
  private static let name = "docker-compose.swarm.yml"

  private func holds(finding faults: [String], _ check: (Tree) throws -> [String]) throws {
    #expect(try check(try SecondReaders.guide(Self.name)) == faults)
    #expect(try check(try SecondReaders.generated("docker/\(Self.name)")) == [])
  }

  @Test("S1 paths of one host are mounted: elsewhere the task is rejected for ever")
  func s1() throws {
    let faults = ["/path/to/brain_tumor_front/dist", "/path/to/nginx/nginx-swarm.conf"]
    try holds(finding: faults) { file in
      file.composeServices.flatMap { $0.service.mounts.filter(\.isPath).map(\.source) }
    }
  }

  @Test("S2 version is obsolete")
  func s2() throws {
    try holds(finding: ["version"]) { file in
      let known = ["services", "networks", "volumes", "configs", "secrets"]
      return file.entries.map(\.key).filter { !known.contains($0) && !$0.hasPrefix("x-") }
    }
  }

  /// Starts a service's server as the stack file says, sends it SIGTERM, and tells whether it still
  /// answers shortly after. The server of the stand-in ends at once, as daphne does.
  private func survives(_ service: Tree) throws -> Bool {
    try withScratchFolder { folder in
      let bin = folder.appending(path: "bin")
      let server = "#!/bin/sh\ntrap 'exit 0' TERM\n: >started\nwhile :; do sleep 0.05; done\n"
      for name in ["daphne", "uvicorn"] { try installProgram(name, server, in: bin) }
      let wrapper = Generated.folder.appending(path: "docker/wrapper/entrypoint.sh").path
      // What the guide's file leaves to the image is the server itself.
      let written = (service.entrypoint.items + service.command.items).compactMap(\.text)
      let words = (written.isEmpty ? ["daphne"] : written).map {
        $0 == "/zdc/entrypoint.sh" ? wrapper : $0
      }
      let harness = """
        "$@" &
        until [ -e started ] || ! kill -0 $! 2>/dev/null; do sleep 0.02; done
        kill -TERM $!
        # What ends by itself may need a while for it on a busy machine; what waits has its pause.
        for _ in $(seq 60); do kill -0 $! 2>/dev/null || break; sleep 0.05; done
        if kill -0 $! 2>/dev/null; then echo alive; fi
        # The wrapper first, so that it can't note the end of its server.
        children=$(cat /proc/$!/task/$!/children 2>/dev/null)
        kill -KILL $! $children 2>/dev/null
        wait $! 2>/dev/null
        """
      let path = bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
      let outcome = try #require(Tool("bash")).run(
        ["-c", harness, "bash"] + words, in: folder, environment: ["PATH": path])
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: "started").path),
        "\(outcome.everything)")
      return outcome.text.contains("alive")
    }
  }

  @Test("S6 the server drops its requests at SIGTERM")
  func s6() throws {
    try holds(finding: ["django", "fastapi"]) { file in
      try ["django", "fastapi"].filter { try !survives(file.services[$0]) }
    }
  }

  @Test("S7 no monitor: an update counts as done before anybody looked")
  func s7() throws {
    try holds(finding: ["django", "django-db", "fastapi", "nginx", "redis"]) { file in
      file.composeServices.filter { _, service in
        let update = service.deploy.update_config
        guard service.deploy.mode.text != "replicated-job" else { return false }
        let check = service.healthcheck
        let needed =
          (check.start_period.seconds ?? 0)
          + (check.interval.seconds ?? 30) * (check.retries.number ?? 3)
        let isGateway = service.labels["zdc.role"].text == "gateway"
        return (update.monitor.seconds ?? 5) < (isGateway ? 10 : needed)
          || !service.deploy.rollback_config.monitor.isThere
      }.map(\.name)
    }
  }

  /// Why the gateway can't be replaced without a gap.
  private func gatewayFaults(_ file: Tree) -> [String] {
    let gateway = file.services.nginx
    let replicas = gateway.deploy.replicas.number ?? 1
    let startsFirst = gateway.deploy.update_config.order.text == "start-first"
    let holdsPorts = gateway.publishedPorts.contains { $0.mode == "host" }
    if holdsPorts, replicas > 1 || startsFirst { return ["the second one stays pending"] }
    return startsFirst || replicas > 1 ? [] : ["nothing answers during an update"]
  }

  @Test("S8 a gateway that can't be two: host ports keep the second one pending")
  func s8() throws {
    try holds(finding: ["nothing answers during an update"], gatewayFaults)
    // The guide's file with what its Compose file has, ports of the host, and a second gateway.
    let text = try Guide.text(Self.name)
      .replacing("\"80:80\"", with: "{ target: 80, published: 80, mode: host }")
      .replacing("replicas: 1\n      update_config", with: "replicas: 2\n      update_config")
    #expect(gatewayFaults(try yaml(text)) == ["the second one stays pending"])
    // A manifest that asks for it is told so.
    let checked = try withScratchFolder { folder in
      let manifest = try Generated.text("../../manifests/brain-tumor.yml").replacing(
        "  swarm:\n", with: "  swarm:\n    publish: host\n    gateway: { replicas: 2 }\n")
      let file = folder.appending(path: "m.yml")
      try Data(manifest.utf8).write(to: file)
      return try BuiltZDC.run(["check", file.path])
    }
    #expect(checked.errors.contains("[ZDC"), "\(checked.everything)")
    #expect(checked.errors.contains("host"), "\(checked.everything)")
  }

  private func yaml(_ text: String) throws -> Tree {
    let outcome = try #require(Tool("python3")).run(
      ["-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))", text])
    return try JSONDecoder().decode(Tree.self, from: outcome.output)
  }

  @Test("S9 a password in clear; and settings of blue-green that the stack lacks")
  func s9() throws {
    try holds(finding: ["django-db.MYSQL_ROOT_PASSWORD"], \.clearSecrets)
    func lacking(_ stack: Tree, _ compose: Tree) -> [String] {
      ["django", "fastapi"].flatMap { name -> [String] in
        let live = compose.services["\(name)-blue"]
        let here = stack.services[name]
        let variables = live.environment.variables.keys.sorted()
          .filter { here.environment.variables[$0] == nil }
        let command = live.command.isThere && !here.command.isThere ? ["command"] : []
        return (variables + command).map { "\(name): \($0)" }
      }
    }
    let compose = "docker-compose.blue-green.yml"
    #expect(
      lacking(try SecondReaders.guide(Self.name), try SecondReaders.guide(compose))
        == [
          "django: DEBUG", "django: FASTAPI_URL", "django: MYSQL_PORT", "django: command",
          "fastapi: DJANGO_URL", "fastapi: command",
        ])
    #expect(
      lacking(
        try SecondReaders.generated("docker/\(Self.name)"),
        try SecondReaders.generated("docker/\(compose)")) == [])
  }
}
