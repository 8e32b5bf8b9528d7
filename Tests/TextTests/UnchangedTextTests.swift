import Diagnostics
import Foundation
import TestSupport
import Testing

/// Text reaches the process unchanged: awkward values go through `env`, `command`, a health command
/// and `release` of each target, and through what that target's engine makes of them.
@Suite(
  "Text reaches the process unchanged", .waits,
  .enabled(if: YAMLFiles.canBeRead, "needs python3 with PyYAML in ZDC_TOOLS or PATH"))
struct UnchangedTextTests {
  static let texts: [String] = {
    var seen = Set<[UInt8]>()
    let all = AwkwardTexts.all + AwkwardTexts.random(count: 150, seed: 3)
    return all.filter { seen.insert(Array($0.utf8)).inserted }
  }()

  /// One manifest with all of them; its lines are `PLACE: text`, in the order of `texts`.
  private static let manifest: String = {
    let variables = texts.enumerated().map { index, text in
      "      V\(index): \(ManifestText.literal(text))\n"
    }.joined()
    let words = { (write: (String) -> String) in
      "[\n        print,\n" + texts.map { "        \(write($0)),\n" }.joined() + "      ]"
    }
    return """
      zdc: 1
      project: p
      services:
        web:
          image: r.example.com/web:1
          port: 8000
          health: { command: \(words(ManifestText.literal)) }
          entrypoint: [front]
          command: \(words(ManifestText.sparingly))
          release:
            - \(words(ManifestText.sparingly))
            - 'true'
          env:
      \(variables)
      """
  }()

  static let compiled = Compiled(manifest)

  /// A program that prints its words, each ended by NUL, and its variables `V0`, `V1` ….
  private static let printer = #"""
    import os, sys
    words = [os.fsencode(word) for word in sys.argv[1:]]
    sys.stdout.buffer.write(b"".join(word + b"\0" for word in words))
    """#

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// Reports each text that did not come through, by its own bytes: Swift takes canonically
  /// equivalent texts for equal.
  ///
  /// - Parameter isLost: texts that a tool before the process is known to lose.
  private func expect(
    _ seen: [String?], in place: String, but isLost: (String) -> Bool = { _ in false }
  ) {
    #expect(seen.count == Self.texts.count, "\(place): \(seen.count) texts")
    for (one, other) in zip(seen, Self.texts) where !isLost(other) {
      #expect(
        one.map { Array($0.utf8) } == Array(other.utf8), "\(place): \(other.debugDescription)")
    }
  }

  /// `docker stack config` prints a text that begins with a line end without that one.
  private static func isLostByStackConfig(_ text: String) -> Bool {
    text.unicodeScalars.first == "\n"
  }

  private func variables(_ values: [String: String], _ expand: (String) throws -> String) rethrows
    -> [String?]
  {
    try Self.texts.indices.map { try values["V\($0)"].map(expand) }
  }

  @Test("zdc takes them all")
  func accepted() {
    #expect(Self.texts.count >= 300)
    #expect(Self.compiled.errors.map(\.message) == [])
  }

  // MARK: Compose

  @Test(
    "docker compose",
    .enabled(if: Tool.isThere("docker-compose"), "needs docker-compose in ZDC_TOOLS or PATH"))
  func compose() throws {
    let file = try withScratchFolder { folder in
      try Self.compiled.write(to: folder)
      let outcome = try #require(Tool("docker-compose")).run(
        [
          "-f", folder.appending(path: "docker/docker-compose.blue-green.yml").path, "--env-file",
          "/dev/null", "config", "--format", "json",
        ])
      #expect(outcome.errors == "")
      return try JSONDecoder().decode(Tree.self, from: outcome.output)
    }
    // What it prints is a Compose file again, with each dollar doubled.
    let read = { (text: String) in text.replacing("$$", with: "$") }
    for colour in ["blue", "green"] {
      let service = file.services["web-\(colour)"]
      // Compose leaves services of other profiles out.
      guard service.isThere else { continue }
      expect(variables(service.environment.variables, read), in: "compose env")
      let command = service.command.items.compactMap(\.text).map(read)
      #expect(command.first == "print")
      expect(Array(command.dropFirst()), in: "compose command")
      let health = service.healthcheck.test.items.compactMap(\.text).map(read)
      #expect(health.prefix(2) == ["CMD", "print"])
      expect(Array(health.dropFirst(2)), in: "compose health")
      let release = file.services["web-release-\(colour)"]
      let script = release.command.items.compactMap(\.text).map(read)
      try expectRelease(
        release.entrypoint.items.compactMap(\.text) + script, in: "compose release")
    }
    #expect(file.services["web-blue"].isThere)
  }

  /// Runs what runs a release, with a `print` that tells its words.
  private func expectRelease(_ words: [String], in place: String) throws {
    #expect(words.prefix(2) == ["sh", "-ec"])
    expect(try printed(by: words), in: place)
  }

  /// Runs words of which the last program is `print`, before other shells than ours.
  private func printed(by words: [String]) throws -> [String] {
    try withScratchFolder { folder in
      let python = try #require(Tool("python3")).path
      try Data(Self.printer.utf8).write(to: folder.appending(path: "print.py"))
      try installProgram(
        "print", "#!/bin/sh\nexec '\(python)' '\(folder.path)/print.py' \"$@\"\n", in: folder)
      var environment = ProcessInfo.processInfo.environment
      environment["PATH"] = folder.path + ":" + (environment["PATH"] ?? "")
      let outcome = try #require(Tool("env")).run(words, in: folder, environment: environment)
      #expect(outcome.errors == "")
      return outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  // MARK: Swarm

  @Test(
    "Swarm's interpolation and template expansion",
    .enabled(if: DockerCLI.readsStacks, "there is no docker CLI of version 25 or later"))
  func swarm() throws {
    let (file, wrapper) = try withScratchFolder { folder in
      try Self.compiled.write(to: folder)
      let outcome = try #require(Tool("docker")).run(
        ["stack", "config", "-c", "docker-compose.swarm.yml"],
        in: folder.appending(path: "docker"))
      #expect(outcome.errors == "")
      let printed = folder.appending(path: "printed.yml")
      try outcome.output.write(to: printed)
      let read = try YAMLFiles.read([printed.path])
      return (
        try #require(read[printed.path]?.first),
        try String(
          contentsOf: folder.appending(path: "docker/wrapper/entrypoint.sh"), encoding: .utf8)
      )
    }
    let service = file.services.web
    // The engine expands templates in variables, mounts and the host name, and nowhere else.
    expect(
      try variables(service.environment.variables, GoTemplate.expand), in: "swarm env",
      but: Self.isLostByStackConfig)
    let command = service.command.items.compactMap(\.text)
    expect(
      Array(command.dropFirst()), in: "swarm command", but: Self.isLostByStackConfig)
    let health = service.healthcheck.test.items.compactMap(\.text)
    expect(
      Array(health.dropFirst(2)), in: "swarm health", but: Self.isLostByStackConfig)
    let release = file.services["web-release"]
    let releaseWords = (release.entrypoint.items + release.command.items).compactMap(\.text)
    try expectRelease(releaseWords, in: "swarm release")
    // And by way of the wrapper, which is the container's process.
    try withScratchFolder { folder in
      let script = folder.appending(path: "entrypoint.sh")
      try Data(wrapper.utf8).write(to: script)
      let words = service.entrypoint.items.compactMap(\.text)
      #expect(words.first == "/zdc/entrypoint.sh" && words.last == "front")
      let wrapped = ["sh", script.path] + words.dropFirst().dropLast() + command
      expect(
        try printed(by: wrapped), in: "swarm's wrapper", but: Self.isLostByStackConfig)
    }
  }

  // MARK: Kubernetes

  @Test("the kubelet's expansion")
  func kubernetes() throws {
    let documents = try withScratchFolder { folder in
      try Self.compiled.write(to: folder)
      let paths = ["web-deployment.yml", "jobs/web-release.yml"].map {
        folder.appending(path: "kubernetes/\($0)").path
      }
      let read = try YAMLFiles.read(paths)
      return paths.flatMap { read[$0] ?? [] }
    }
    let pod = { (kind: String) in
      try #require(documents.first { $0.kind.text == kind }).spec.template.spec.containers.items
        .last ?? .null
    }
    let container = try pod("Deployment")
    let plain = container.env.items.reduce(into: [String: String]()) { all, entry in
      all[entry.name.text ?? ""] = entry.value.text
    }
    // Each value may name the variables before it; none of these must.
    let known = plain.merging(["HOME": "/root", "x": "expanded"]) { $1 }
    let expand = { KubeletExpansion.expand($0, known) }
    expect(variables(plain, expand), in: "kubernetes env")
    #expect(container.command.items.compactMap(\.text) == ["front"])
    let arguments = container.args.items.compactMap(\.text).map(expand)
    expect(Array(arguments.dropFirst()), in: "kubernetes command")
    for name in ["startupProbe", "readinessProbe"] {
      let words = container[name].exec.command.items.compactMap(\.text).map(expand)
      expect(Array(words.dropFirst()), in: "kubernetes \(name)")
    }
    // Each command of a release is a container of the Job, the last one its own; it stands in place of
    // the entrypoint.
    let job = try #require(documents.first { $0.kind.text == "Job" }).spec.template.spec
    let first = try #require(job.initContainers.items.first)
    let words = first.command.items.compactMap(\.text).map(expand)
    #expect(words.first == "print" && first.args.items.isEmpty)
    expect(Array(words.dropFirst()), in: "kubernetes release")
  }
}
