import Foundation
import TestSupport
import Testing

/// What the guide's blue-green script does when something is wrong: B3–B6 and B13.
@Suite(
  "Faults of the guide's blue-green script, when something fails", .waits,
  .slow,
  .enabled(if: ModelEngine.isThere, ModelEngine.reason))
struct BlueGreenFailureFaultTests {
  private static let script = "deploy-blue-green.sh"
  private static let live = [
    "nn-django-blue", "nn-django-db", "nn-fastapi-blue", "nn-nginx", "nn-redis",
  ]

  @Test("B3 the failure branch takes away gateway, database and the live colour")
  func b3() throws {
    let branch = try Guide.fragment(of: Self.script, from: "HEALTH_CHECK=", to: "fi")
    let guide = try withGuideProject { project in
      try project.run("ANSWER=500\nexport ANSWER\n" + branch, from: "blue", to: "green")
    }
    #expect(guide.status == 1)
    #expect(Set(guide.names("down")).isSuperset(of: Self.live))
    #expect(guide.running == [])
    let ours = try FailedDeployments.made.get()
    #expect(ours.broken.status == 1)
    #expect(ours.broken.running == Self.live)
    #expect(Set(ours.broken.names("rm")).isSubset(of: ["nn-django-green", "nn-fastapi-green"]))
    #expect(ours.broken.names("stop").allSatisfy { !Self.live.contains($0) })
    #expect(ours.answers == Array(repeating: "django-blue 127.0.0.1\n", count: 3))
  }

  /// The lines with which the guide's script sends everything to green, or to blue.
  private func seds(to colour: String) throws -> String {
    let lines = try Guide.text(Self.script).split(separator: "\n")
      .filter { $0.hasPrefix("    sed -i") }
    try #require(lines.count == 8)
    let chosen = colour == "green" ? lines[..<4] : lines[4...]
    return chosen.joined(separator: "\n") + "\n"
  }

  @Test("B4 sed -i makes another file: the container keeps the old one")
  func b4() throws {
    // A mount of a file is a mount of its inode: what the container sees is a second link to it.
    let guide = try withGuideProject { project in
      let conf = project.folder.appending(path: "nginx/nginx-blue-green.conf")
      let mounted = project.folder.appending(path: "mounted.conf")
      try FileManager.default.linkItem(at: conf, to: mounted)
      _ = try project.run(seds(to: "green"), from: "blue", to: "green")
      return try [conf, mounted].map { try String(contentsOf: $0, encoding: .utf8) }
    }
    #expect(guide[0].contains("\n        server django-green:8000;"))
    #expect(guide[1] == (try Guide.text("nginx-blue-green.conf")))
    // Ours mounts folders, and so sees what a rename puts there; the nginx of the model does.
    for mount in try SecondReaders.generated("docker/docker-compose.blue-green.yml")
      .services.nginx.mounts where mount.isPath
    {
      #expect(mount.source.hasSuffix("/gateway"), "\(mount.source)")
    }
    #expect(try GoodDeployments.made.get().views[1].answer == "django-green 127.0.0.1\n")
  }

  /// nginx's verdict on the guide's file after some edits, with addresses that lead somewhere.
  private func verdict(after edits: String) throws -> String {
    try withGuideProject { project in
      _ = try project.run(edits, from: "blue", to: "green")
      let conf = project.folder.appending(path: "nginx/nginx-blue-green.conf")
      return try withScratchFolder { scratch in
        try ScratchNginx(conf, in: scratch, services: project.engine.services).test()
      }
    }
  }

  @Test("B5 the edits are neither idempotent nor atomic")
  func b5() throws {
    let (green, blue) = (try seds(to: "green"), try seds(to: "blue"))
    #expect(try verdict(after: green) == "")
    let first = green.split(separator: "\n")[0] + "\n"
    #expect(try verdict(after: String(first)).contains("no servers are inside upstream"))
    #expect(try verdict(after: green + green + blue).contains("no servers are inside upstream"))
    // Ours switches by one rename of a link: every state of it, repeated or not, is whole.
    try withGeneratedProject { project in
      _ = try project.deployed()
      let live = project.engine.folder.appending(path: "state/gateway/live").path
      for colour in ["green", "green", "blue", "blue", "green"] {
        let link = """
          sh "$1/nginx/gateway.sh" link "$ZDC_STATE/gateway" live \(colour) &&
          nginx -t -q -c "$ZDC_STATE/gateway/live/nginx.conf"
          """
        let run = try project.engine.run(["-c", link, "bash", project.docker.path])
        #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: live) == colour)
      }
    }
  }

  @Test("B6 no nginx -t before, and no look after the reload")
  func b6() throws {
    let guide = try withGuideProject { project in
      let conf = project.folder.appending(path: "nginx/nginx-blue-green.conf")
      let text = try String(contentsOf: conf, encoding: .utf8)
      try Data((text + "}\n").utf8).write(to: conf)
      return try project.deploy()
    }
    #expect(guide.status == 0 && guide.output.contains("=== Deployment Complete ==="))
    #expect(guide.events("test").isEmpty)
    #expect(guide.events.last { ["reload", "stop"].contains($0.event) }?.event == "stop")
    let ours = try FailedDeployments.made.get()
    #expect(ours.unreadable.status == 1)
    #expect(ours.unreadable.output.contains("nginx refuses a configuration"))
    #expect(ours.unreadable.names("up").isEmpty && ours.unreadable.events("reload").isEmpty)
    #expect(ours.ignored.status == 1)
    #expect(ours.ignored.output.contains("nginx did not take the new configuration"))
    #expect(ours.ignored.running == Self.live)
  }

  @Test("B13 no lock, and nothing that puts a killed run right")
  func b13() throws {
    let twice = try withGuideProject { project in
      project.engine.options.slowBuild = 0.5
      return try project.engine.run(
        ["-c", "bash \(Self.script) & bash \(Self.script); wait"], in: project.folder)
    }
    #expect(twice.events("reload").count == 2)
    // Killed between the edits and the reload, the guide's next run rebuilds what serves, in place.
    let resumed = try withGuideProject { project in
      _ = try project.run(seds(to: "green"), from: "blue", to: "green")
      return try project.deploy()
    }
    #expect(resumed.names("build").contains("django-blue"))
    try withGeneratedProject(ours)
  }

  private func ours(_ project: GeneratedProject) throws {
    _ = try project.deployed()
    let twice = try project.engine.run(
      [
        "-c",
        """
        : >"$ZDC_MODEL/builds-wait"
        "$1" --tag v2 & first=$!
        until grep -qs '"build"' "$ZDC_MODEL/journal.mark"; do
          tail -n +"$(($2 + 1))" "$ZDC_MODEL/journal" >"$ZDC_MODEL/journal.mark"; sleep 0.05
        done
        "$1" --tag v3; echo "second: $?"
        rm "$ZDC_MODEL/builds-wait"
        wait "$first"; echo "first: $?"
        """, "bash", project.script, String(try project.engine.events.count),
      ])
    #expect(twice.output.contains("another run holds the lock"))
    #expect(twice.output.contains("second: 1\n") && twice.output.contains("first: 0\n"))
    #expect(try project.ask("/api/x") == "django-green 127.0.0.1\n")
    // Killed when blue has been put live and before nginx was told.
    let killed = try project.engine.run(
      [
        "-c",
        """
        setsid "$1" --tag v3 2>"$ZDC_MODEL/log" & run=$!
        until grep -q '\\] rename$' "$ZDC_MODEL/log"; do sleep 0.02; done
        kill -KILL -- "-$run"; wait "$run" || true
        """, "bash", project.script,
      ])
    #expect(killed.names("up").contains("django-blue"))
    #expect(try project.ask("/api/x").hasPrefix("django-"))
    let next = try project.run("--tag", "v4")
    #expect(next.status == 0, "\(next.output)")
    let colour = try #require(try project.run("status").output.firstMatch(of: /active: ([a-z]+)/)).1
    #expect(try project.ask("/api/x") == "django-\(colour) 127.0.0.1\n")
    #expect(next.running.filter { $0.hasPrefix("nn-django-") && $0 != "nn-django-db" }.count == 1)
    #expect(next.running.contains("nn-django-\(colour)"))
  }
}
