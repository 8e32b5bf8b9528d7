import Foundation
import TestSupport
import Testing

/// `zdc diff`: what a change of a manifest means for production.
@Suite struct DiffCommandTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        replicas: 2
        health: /health
        command: [serve]
        env: { MODE: fast }
      mailer:
        image: registry.example.com/mailer:1
        role: worker
        command: [mail]

    """

  private func diff(
    _ old: String, _ new: String, _ options: [String] = []
  ) throws -> BuiltBinary.Outcome {
    let folder = try ScratchFolder()
    try folder.write(old, to: "old.yml")
    try folder.write(new, to: "new.yml")
    return try BuiltBinary.run(["diff", "old.yml", "new.yml"] + options, in: folder.url)
  }

  @Test func sameManifestsChangeNothing() throws {
    let outcome = try diff(Self.manifest, "# a comment\n" + Self.manifest)
    #expect(outcome.status == 0 && outcome.output == "nothing changes\n", "\(outcome)")
  }

  @Test func factsComeFirstAndThenTheRollouts() throws {
    let new = Self.manifest.replacing("web:1", with: "web:2")
    let outcome = try diff(Self.manifest, new)
    #expect(outcome.status == 0)
    // Swarm: 2 starts of 5 to 45 s, ends of 37 s, one pause of 10 s, 50 s of monitor. Kubernetes: the
    // pause twice, ends of 45 s. Blue-green: the script's own 4 s, 1 s for web, 10 s for what has no
    // health check, each watched for 2 s; the old one ends in 35 s. Swarm's script takes 3 s a service.
    #expect(
      outcome.output == """
        ~ web.image registry.example.com/web:1 → registry.example.com/web:2

        blue-green:
          replaces web (2 beside the old 2)
          replaces mailer (1 beside the old 1)
          instances: 3, at most 6 meanwhile
          takes 19 s if all goes well, at most 1 min 38 s, downloads and builds not counted

        swarm:
          replaces web (2, 1 at a time, start-first)
          instances: 3, at most 4 meanwhile
          takes 1 min 16 s if all goes well, at most 3 min 50 s, downloads and builds not counted

        kubernetes:
          replaces web (2, 1 at a time, start-first)
          instances: 3, at most 4 meanwhile
          takes 22 s if all goes well, at most 3 min 20 s, downloads and builds not counted

        """)
  }

  @Test func aChangeOfOneTargetNamesIt() throws {
    let old = Self.manifest + "targets: { swarm: { services: { web: { replicas: 2 } } } }\n"
    let outcome = try diff(old, old.replacing("replicas: 2 } } }", with: "replicas: 4 } } }"))
    #expect(outcome.output.hasPrefix("~ web.replicas 2 → 4 (swarm)\n"), "\(outcome.output)")
    #expect(outcome.output.contains("\nkubernetes: no container changes\n"))
    #expect(outcome.output.contains("\n  scales web 2 → 4\n"))
  }

  @Test func whatIsNewAndWhatIsGone() throws {
    let new =
      Self.manifest.replacing("mailer:\n", with: "postman:\n")
      .replacing("    env:", with: "    secrets: { KEY_FILE: jwt-key }\n    env:")
      + "secrets: { jwt-key: { env: JWT_KEY } }\n"
    let text = try diff(Self.manifest, new).output
    for line in [
      "+ web.secrets.KEY_FILE jwt-key\n", "+ service postman\n", "- service mailer\n",
      "+ secret jwt-key\n", "+ secret jwt-key.env JWT_KEY\n", "  starts postman (1)\n",
      "  removes mailer\n",
    ] {
      #expect(text.contains(line), "\(line)\(text)")
    }
    let targets = try diff(new, new + "targets: { swarm: { enabled: false } }\n").output
    #expect(targets.hasPrefix("- target swarm\n"))
  }

  @Test func settingsAloneTouchNoContainer() throws {
    let old = Self.manifest + "strategy: { rolling: { batch: 1 }, blueGreen: { confirm: 3 } }\n"
    let new = old.replacing("confirm: 3", with: "confirm: 9").replacing(
      "batch: 1", with: "batch: 2")
    let text = try diff(old, new).output
    #expect(text.contains("~ strategy.confirm 3 → 9 (blue-green)\n"), "\(text)")
    for target in ["blue-green", "swarm", "kubernetes"] {
      #expect(text.contains("\n\(target): no container changes\n"), "\(text)")
    }
  }

  @Test func derivedValuesSayTheirRule() throws {
    let old = Self.manifest + "strategy: { drain: 20s }\n"
    let text = try diff(old, old.replacing("20s", with: "50s")).output
    #expect(
      text.contains("~ web.stop.grace 27s → 57s (swarm)   # default: pause + 5 s\n"), "\(text)")
  }

  @Test func stopFirstIsAGap() throws {
    let old = Self.manifest + "backing: { cache: { image: \"redis:7\", port: 6379 } }\n"
    let text = try diff(old, old.replacing("redis:7", with: "redis:8")).output
    #expect(text.contains("  does not answer for a moment: cache\n"), "\(text)")
    #expect(
      text.contains(
        "  leaves cache as it is: deploy --backing cache replaces it, with a gap\n"), "\(text)")
  }

  private static let database =
    manifest + """
      backing:
        database:
          image: postgres:16
          port: 5432
          health: { command: [pg_isready, -h, 127.0.0.1] }
          volumes: { data: /var/lib/postgresql/data }
      volumes: { data: { size: 20Gi } }

      """

  /// A new major version does not start on the old one's data: no gap, but an end.
  @Test func aVersionThatCannotReadTheDataIsInTheWay() throws {
    let text = try diff(
      Self.database, Self.database.replacing("postgres:16", with: "postgres:17-alpine")
    ).output
    let line =
      "  in the way: database: PostgreSQL 17 does not start on the data of 16; dump with the old "
      + "version and restore into a new volume, or run pg_upgrade\n"
    #expect(text.components(separatedBy: line).count == 4, "a line a target: \(text)")
    #expect(!text.contains("does not answer for a moment"), "\(text)")
    #expect(
      text.contains(
        "  leaves database as it is: deploy --backing database replaces it, by one that does not "
          + "start\n"), "\(text)")
    let json = try diff(
      Self.database, Self.database.replacing("postgres:16", with: "postgres:17"),
      ["--format", "json"]
    ).output
    #expect(json.contains("\"stops\": true"), "\(json)")
  }

  @Test func aVersionThatReadsTheDataIsNot() throws {
    for (old, new) in [
      ("postgres:16", "postgres:16.4"), ("postgres:16", "registry.example.com/postgres:17"),
      ("postgres:16", "postgres:${PG}"),
    ] {
      let text = try diff(Self.database, Self.database.replacing(old, with: new)).output
      #expect(!text.contains("in the way"), "\(text)")
      #expect(text.contains("does not answer for a moment: database"), "\(text)")
    }
    // Another volume is another database.
    let moved = Self.database.replacing("postgres:16", with: "postgres:17")
      .replacing("data: /var", with: "data-17: /var")
      .replacing("data: { size", with: "data-17: { size")
    #expect(!(try diff(Self.database, moved).output).contains("in the way"))
  }

  @Test func aClaimThatKubernetesRefusesIsInTheWay() throws {
    func text(_ part: String, _ other: String) throws -> String {
      try diff(Self.database, Self.database.replacing(part, with: other)).output
    }
    let smaller = try text("size: 20Gi", "size: 10Gi")
    #expect(
      smaller.hasSuffix(
        """
        kubernetes: no container changes
          in the way: data: the cluster refuses the claim: a size of 10Gi after 20Gi; declare a \
        volume of another name, and carry the data over

        """), "\(smaller)")
    #expect(smaller.components(separatedBy: "in the way").count == 2, "\(smaller)")
    let other = try text("size: 20Gi", "size: 20Gi, storageClass: fast")
    #expect(other.contains("refuses the claim: another storageClass;"), "\(other)")
    let shared = try text("size: 20Gi", "size: 20Gi, access: shared, node: manager")
    #expect(shared.contains("refuses the claim: another access;"), "\(shared)")
    #expect(!(try text("size: 20Gi", "size: 30Gi")).contains("in the way"))
  }

  @Test func filesFollowAndOnlyTheirOwnLines() throws {
    let new = Self.manifest.replacing("MODE: fast", with: "MODE: slow")
    let text = try diff(Self.manifest, new, ["--files"]).output
    let changed = text.split(separator: "\n").filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
    #expect(changed.count >= 6)
    #expect(changed.allSatisfy { $0.contains("fast") || $0.contains("slow") }, "\(changed)")
    #expect(text.contains("--- a/docker/docker-compose.blue-green.yml\n"))
  }

  @Test func jsonHoldsPlacesAndFigures() throws {
    let new = Self.manifest.replacing("8080", with: "9090")
    let outcome = try diff(Self.manifest, new, ["--format", "json", "--files"])
    let root = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let changes = try #require(root["changes"] as? [[String: Any]])
    let port = try #require(changes.first { $0["property"] as? String == "port" })
    #expect(port["old"] as? String == "8080" && port["new"] as? String == "9090")
    #expect((port["newPlace"] as? [String: Any])?["line"] as? Int == 6)
    #expect((port["targets"] as? [String])?.count == 3)
    let rollouts = try #require(root["rollouts"] as? [[String: Any]])
    #expect(rollouts.map { $0["peakInstances"] as? Int } == [6, 4, 4])
    #expect((root["files"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func markdownKeepsHostileValuesInTheirCode() throws {
    let new = Self.manifest.replacing("MODE: fast", with: #"MODE: "`</details>`` <b>\n# x""#)
    let text = try diff(Self.manifest, new, ["--format", "markdown", "--files"]).output
    let line = try #require(text.split(separator: "\n").first { $0.contains("env.MODE") })
    #expect(line.contains("``` `</details>`` <b>\\n# x ```"), "\(line)")
    #expect(text.contains("\n```diff\n") || text.contains("\n````diff\n"))
  }

  @Test func faultsOfBothAreTold() throws {
    let outcome = try diff(
      Self.manifest.replacing("8080", with: "99999"), Self.manifest.replacing("web:", with: "we b:")
    )
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("old.yml:6:11: error:"))
    #expect(outcome.diagnostics.contains("new.yml:4:3: error:"))
    #expect(try BuiltBinary.run(["diff", "old.yml"]).status == 64)
  }
}

/// `zdc diff --git`, on a repository of the test's own.
@Suite(.enabled(if: Tool("git") != nil, "git is not in PATH")) struct DiffGitTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        health: /health
        command: [serve]
        files: { limits: { path: /etc/limits, from: ../limits.ini } }

    """

  private func repository() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "deploy/little.yml")
    try folder.write("one\n", to: "limits.ini")
    let git = try #require(Tool("git"))
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in [["init", "-q"], ["add", "."], identity + ["commit", "-q", "-m", "first"]] {
      #expect(try git.run(words, in: folder.url).status == 0)
    }
    return folder
  }

  @Test func readsTheManifestAndItsFilesFromTheRevision() throws {
    let folder = try repository()
    let same = try BuiltBinary.run(["diff", "--git", "HEAD", "deploy/little.yml"], in: folder.url)
    #expect(same.output == "nothing changes\n", "\(same)")
    try folder.write(Self.manifest.replacing("8080", with: "9090"), to: "deploy/little.yml")
    try folder.write("two\n", to: "limits.ini")
    let text = try BuiltBinary.run(
      ["diff", "--git", "HEAD", "little.yml"], in: folder.url.appending(path: "deploy")
    ).output
    #expect(text.contains("~ web.port 8080 → 9090\n"), "\(text)")
    #expect(text.contains("~ web.files.limits.content "), "\(text)")
  }

  @Test func revisionsAreNeitherOptionsNorCommands() throws {
    let folder = try repository()
    let run = { (revision: String) in
      try BuiltBinary.run(["diff", "--git=\(revision)", "deploy/little.yml"], in: folder.url)
    }
    #expect(try run("--output=stolen").status == 64)
    #expect(try run("nosuch").status == 66)
    #expect(try run("HEAD; touch stolen #").status == 66)
    #expect(try run("$(touch stolen)").status == 66)
    let stolen = folder.url.appending(path: "stolen").path
    #expect(!FileManager.default.fileExists(atPath: stolen))
  }
}
