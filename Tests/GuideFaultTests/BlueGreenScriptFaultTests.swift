import Foundation
import TestSupport
import Testing

/// What the guide's blue-green script does to a deployment that works (B1, B2, B7–B12), and the
/// order of its rollback (T1). The generated script runs whole, with the real nginx and a model of
/// the engine.
@Suite(
  "Faults of the guide's blue-green script", .waits,
  .slow,
  .enabled(if: ModelEngine.isThere, ModelEngine.reason))
struct BlueGreenScriptFaultTests {
  private static let script = "deploy-blue-green.sh"
  /// What a deployment of green must not touch while blue serves.
  private static let untouchable = [
    "nginx", "django-db", "redis", "django-blue", "fastapi-blue",
  ]

  @Test("B1 the active colour is taken to be green whatever serves")
  func b1() throws {
    let detection = try Guide.fragment(of: Self.script, from: "get_active_env() {", to: "}")
    func detected(_ conf: String) throws -> String {
      try withScratchFolder { folder in
        try Data(conf.utf8).write(to: folder.appending(path: "x.conf"))
        let outcome = try #require(Tool("bash")).run(
          ["-c", "set -e; NGINX_CONF=x.conf\n\(detection)get_active_env"], in: folder)
        return outcome.text
      }
    }
    let blue = try Guide.text("nginx-blue-green.conf")
    #expect(blue.contains("\n        server django-blue:8000;"))
    #expect(try detected(blue) == "green\n")
    #expect(
      try GoodDeployments.made.get().views
        == ["blue", "green", "blue", "green"].map {
          .init(answer: "django-\($0) 127.0.0.1\n", active: $0)
        })
  }

  @Test("B2 health is asked at a port that nothing publishes")
  func b2() throws {
    let guide = try Guide.text(Self.script)
    let asked = guide.matches(of: /http:\/\/localhost:([0-9]+)/).map { String($0.1) }
    let compose = try SecondReaders.guide("docker-compose.blue-green.yml")
    let published = compose.composeServices.flatMap { $0.service.publishedPorts.map(\.published) }
    #expect(asked.filter { !published.contains($0) } == ["8001"])
    // The generated script asks nothing on the host, but in the gateway's container, where both
    // ports listen: each question came to a service.
    let ours = try GoodDeployments.made.get().toGreen
    #expect(ours.events("ask").count >= 2)
    let ports = /http:\/\/127\.0\.0\.1:(8079|80)\//
    #expect(ours.events("ask").allSatisfy { $0.words?.last?.contains(ports) == true })
    #expect(ours.requests.contains("django-green /api/health/"))
  }

  @Test("B7 a fixed sleep of 30 s, however soon the colour is healthy")
  func b7() throws {
    let guide = try withGuideProject { try $0.deploy() }
    let slept = guide.events("sleep").compactMap { $0.words?.first }
    #expect(slept == ["30"])
    // The generated one goes on as soon as the answers are there, and looks at them first.
    let text = try Generated.text("docker/scripts/deploy-blue-green.sh")
    let libraries = try ["common", "blue-green"].map {
      try Generated.text("docker/scripts/lib/\($0).sh")
    }
    let pauses = ([text] + libraries).flatMap { $0.matches(of: /(?:pause|sleep) ([0-9.]+)/) }
      .compactMap { Double($0.1) }
    #expect(!pauses.isEmpty)
    #expect(pauses.allSatisfy { $0 <= 1 })
  }

  @Test("B8 the second run asks the colour that serves, not the new one")
  func b8() throws {
    let check = try Guide.fragment(of: Self.script, from: "HEALTH_CHECK=", to: "fi")
    func asked(_ old: String, _ new: String) throws -> [String] {
      let run = try withGuideProject { try $0.run(check, from: old, to: new) }
      return run.events("curl").compactMap { $0.words?.first }
    }
    // Two colours, one address: one of them is the wrong one.
    #expect(try asked("blue", "green") == asked("green", "blue"))
    let ours = try GoodDeployments.made.get()
    for (run, new, old) in [(ours.toGreen, "green", "blue"), (ours.toBlue, "blue", "green")] {
      let asked = beforeSwitch(run).filter { $0.event == "ask" }.compactMap { $0.words?[2] }
      #expect(asked == ["\(new).zdc"])
      #expect(run.requests.contains("django-\(new) /api/health/"))
      let checked = beforeSwitch(run).filter { $0.event == "health" }.flatMap { $0.names ?? [] }
      #expect(checked.contains("nn-django-\(new)") && !checked.contains("nn-django-\(old)"))
    }
  }

  /// What happened until the candidate conf was tested, which is right before the switch.
  private func beforeSwitch(_ run: ModelEngine.Run) -> [ModelEngine.Event] {
    let switched = run.events.lastIndex { $0.event == "switched" } ?? run.events.endIndex
    let tested = run.events[..<switched].lastIndex { $0.event == "test" }
    return Array(run.events[..<(tested ?? 0)])
  }

  @Test("B9 only django is asked, however broken fastapi is")
  func b9() throws {
    let guide = try withGuideProject { project in
      project.engine.options.broken = ["fastapi-blue", "fastapi-green"]
      return try project.deploy()
    }
    #expect(guide.status == 0 && guide.output.contains("=== Deployment Complete ==="))
    let ours = try FailedDeployments.made.get().broken
    #expect(ours.status == 1)
    #expect(ours.output.contains("nn-fastapi-green is unhealthy"), "\(ours.output)")
  }

  @Test("B10 starting the new colour makes again whatever changed, what serves too")
  func b10() throws {
    let start = try Guide.fragment(
      of: Self.script, from: "docker compose -f $COMPOSE_FILE --profile", to: "# 3.",
      including: false)
    let guide = try withGuideProject { try $0.run(start, from: "blue", to: "green") }
    #expect(Set(guide.names("up")).isSuperset(of: Self.untouchable))
    let ours = try GoodDeployments.made.get().toGreen
    #expect(Set(ours.names("up")) == ["django-green", "fastapi-green"])
  }

  @Test("B11 the old colour is stopped while it still has requests")
  func b11() throws {
    let end = try Guide.fragment(of: Self.script, from: "docker exec nn-nginx", to: "echo \"\"")
    let guide = try withGuideProject { project in
      let port = try #require(project.engine.services.places.ports["django-blue"])
      let client = Process()
      client.executableURL = URL(filePath: try #require(Tool("curl")).path)
      client.arguments = ["-s", "http://127.0.0.1:\(port)/slow"]
      client.standardOutput = FileHandle.nullDevice
      try client.run()
      try wait(for: "the slow request") { try !project.engine.services.requests.isEmpty }
      let run = try project.run(end, from: "blue", to: "green")
      client.waitUntilExit()
      return run
    }
    #expect(guide.events("stop").first?.underWay?["nn-django-blue"] == 1)
    let ours = try GoodDeployments.made.get().toGreen
    #expect(ours.requests.contains("django-blue /api/slow") || ours.events("draining").count > 1)
    let stops = ours.events("stop").filter { $0.names?.contains("nn-django-blue") == true }
    #expect(stops.count == 1)
    #expect(stops.first?.underWay?["nn-django-blue"] == 0)
  }

  @Test("B12 its paths fit one working directory")
  func b12() throws {
    let elsewhere = try withGuideProject { project in
      try project.engine.run(
        [project.folder.appending(path: Self.script).path], in: URL(filePath: "/"))
    }
    #expect(elsewhere.output.contains("nginx/nginx-blue-green.conf: No such file"))
    #expect(elsewhere.status != 0)
    // The generated one was started from `/` each time.
    #expect(try GoodDeployments.made.get().toBlue.status == 0)
  }

  @Test("T1 the rollback reloads before it starts what it goes back to")
  func t1() throws {
    let lines = try Guide.fragment(
      of: "blue-green-steps.sh", from: "# nginx 설정에서 다시", to: "docker start")
    let guide = try withGuideProject { project in
      _ = try project.engine.run(["-c", "docker stop nn-django-blue nn-fastapi-blue"])
      return try project.run(lines, from: "green", to: "blue")
    }
    #expect(guide.events("reload").map { $0.running.contains("nn-django-blue") } == [false])
    #expect(guide.running.contains("nn-django-blue"))
    let ours = try GoodDeployments.made.get().back
    #expect(!ours.events("switched").isEmpty)
    #expect(ours.events("switched").allSatisfy { $0.running.contains("nn-django-green") })
    #expect(ours.events("start").contains { $0.names?.contains("nn-django-green") == true })
    // And so does the runbook: it says one command.
    let runbook = try Generated.text("RUNBOOK.md")
    #expect(runbook.contains("docker/scripts/deploy-blue-green.sh rollback"))
    #expect(!runbook.contains("nginx -s reload"))
  }
}
