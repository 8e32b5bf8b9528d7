import Foundation
import Testing

/// `zdc explain`: from a line to its cause, from a cause to its lines, from a code to its page.
@Suite struct ExplainCommandTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        health: /health
        command: [serve]
    environments:
      live: { services: { web: { port: 9090 } } }

    """

  private static let compose = "out/little/docker/docker-compose.blue-green.yml"

  private func built(_ folder: ScratchFolder, _ options: [String] = []) throws {
    try folder.write(Self.manifest, to: "little.yml")
    let outcome = try BuiltBinary.run(["build", "little.yml"] + options, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
  }

  private func line(_ text: String, of path: String, in folder: ScratchFolder) throws -> Int {
    let lines = try folder.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.contains(text) }) + 1
  }

  @Test func artefactsLineLeadsToTheManifest() throws {
    let folder = try ScratchFolder()
    try built(folder)
    let number = try line("image: registry", of: Self.compose, in: folder)
    let outcome = try BuiltBinary.run(["explain", "\(Self.compose):\(number)"], in: folder.url)
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasSuffix(
        """
        follows from little.yml:5:12
            5 |     image: registry.example.com/web:1
              |            ^~~~~~~~~~~~~~~~~~~~~~~~~~
        because: it is the manifest's own value

        """))
    let docker = folder.url.appending(path: "out/little/docker")
    let inside = try BuiltBinary.run(
      ["explain", "docker-compose.blue-green.yml:\(number)"], in: docker)
    #expect(inside.output.contains("follows from ../../../little.yml:5:12"))
  }

  @Test func defaultsSayTheirRule() throws {
    let folder = try ScratchFolder()
    try built(folder)
    let number = try line("start_period", of: Self.compose, in: folder)
    let outcome = try BuiltBinary.run(["explain", "\(Self.compose):\(number)"], in: folder.url)
    #expect(outcome.output.contains("follows from little.yml:7:13"))
    #expect(outcome.output.contains("because: default: start 30 s"))
  }

  @Test func manifestsLineLeadsToTheArtefacts() throws {
    let folder = try ScratchFolder()
    try built(folder)
    let outcome = try BuiltBinary.run(["explain", "little.yml:5"], in: folder.url)
    let number = try line("image: registry", of: Self.compose, in: folder)
    #expect(
      outcome.output.contains("  \(Self.compose):\(number): image: registry.example.com/web:1\n"))
    #expect(outcome.output.contains("  out/little/docker/docker-compose.swarm.yml:"))
    #expect(outcome.output.contains("  out/little/kubernetes/web-deployment.yml:"))
    let nothing = try BuiltBinary.run(["explain", "little.yml:11:1"], in: folder.url)
    #expect(nothing.status == 64)
  }

  /// A name, an address and an image are put together from several values.
  @Test func everyValueOfALineLeadsToIt() throws {
    let folder = try ScratchFolder()
    let text = """
      zdc: 1
      project: little
      prefix: pre
      version: "7"
      registry: registry.example.com
      services:
        web:
          build: web
          port: 8080
          health: { path: /up, timeout: 4s }
          command: [serve]
        admin:
          image: a/admin:1
          port: 9090
          command: [admin]
          env: { WEB: "${web.url}" }

      """
    try folder.write(text, to: "little.yml")
    #expect(try BuiltBinary.run(["build", "little.yml"], in: folder.url).status == 0)
    let compose = try folder.text(of: Self.compose).split(separator: "\n")
    for (line, start) in [
      (3, "image: registry.example.com/pre-web:7"), (4, "image: registry.example.com/pre-web:7"),
      (5, "image: registry.example.com/pre-web:7"), (3, "container_name: pre-web-blue"),
      (9, "WEB: http://web-blue:8080"), (9, "test: [CMD, curl"), (10, "test: [CMD, curl"),
    ] {
      #expect(compose.contains { $0.contains(start) }, "\(start)")
      let outcome = try BuiltBinary.run(["explain", "little.yml:\(line)"], in: folder.url)
      let isThere = outcome.output.split(separator: "\n").contains {
        $0.hasPrefix("  \(Self.compose):") && $0.contains(": \(start)")
      }
      #expect(isThere, "line \(line): \(start)")
    }
    let number = try line("container_name: pre-web-blue", of: Self.compose, in: folder)
    let outcome = try BuiltBinary.run(["explain", "\(Self.compose):\(number)"], in: folder.url)
    #expect(outcome.output.contains("\nfollows from little.yml:7:3\n"))
    #expect(outcome.output.contains("\nand from little.yml:3:9\n"))
    let all = try BuiltBinary.run(["explain", "little.yml"], in: folder.url).output
    #expect(all.split(separator: "\n").count == 16)
    #expect(all.contains("6: services:  → 0\n"))
  }

  @Test func environmentIsThatOfTheArtefact() throws {
    let folder = try ScratchFolder()
    try built(folder, ["--environment", "live", "-o", "made"])
    let path = "made/kubernetes/web-deployment.yml"
    let number = try line("containerPort: 9090", of: path, in: folder)
    let outcome = try BuiltBinary.run(["explain", "\(path):\(number)"], in: folder.url)
    #expect(outcome.output.contains("follows from little.yml:10:36"), "\(outcome.output)")
    let back = try BuiltBinary.run(
      ["explain", "little.yml:10", "--environment", "live", "-o", "made"], in: folder.url)
    #expect(back.output.contains("  \(path):\(number): "))
  }

  @Test func withoutALockTheHeaderSaysWhose() throws {
    let folder = try ScratchFolder()
    try built(folder)
    let number = try line("image: registry", of: Self.compose, in: folder)
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/little/zdc.lock.json"))
    let outcome = try BuiltBinary.run(["explain", "\(Self.compose):\(number)"], in: folder.url)
    #expect(outcome.output.contains("follows from little.yml:5:12"))
  }

  @Test func editedLinesAreNotExplainedAwayAndMovedOnesAreFound() throws {
    let folder = try ScratchFolder()
    try built(folder)
    let number = try line("image: registry", of: Self.compose, in: folder)
    let text = try folder.text(of: Self.compose).replacing("web:1", with: "web:2")
    try folder.write("# mine\n" + text, to: Self.compose)
    let edited = try BuiltBinary.run(["explain", "\(Self.compose):\(number + 1)"], in: folder.url)
    #expect(edited.status == 1)
    #expect(edited.diagnostics.contains("zdc build --check"))
    let moved = try BuiltBinary.run(["explain", "\(Self.compose):\(number)"], in: folder.url)
    #expect(moved.status == 0)
    #expect(moved.output.contains("follows from little.yml:4:3"))
  }

  @Test func codesHavePages() throws {
    let page = try BuiltBinary.run(["explain", "zdc204"])
    #expect(page.status == 0)
    #expect(page.output.hasPrefix("## ZDC204: "))
    let unknown = try BuiltBinary.run(["explain", "ZDC998"])
    #expect(unknown.status == 64)
    #expect(unknown.diagnostics.contains("no rule has the code 'ZDC998'"))
    let list = try BuiltBinary.run(["explain"])
    #expect(list.output.contains("ZDC204  warning  "))
  }

  @Test func mistakesSayWhatToDo() throws {
    let folder = try ScratchFolder()
    try built(folder)
    #expect(try BuiltBinary.run(["explain", "nothing.yml:3"], in: folder.url).status == 66)
    let beyond = try BuiltBinary.run(["explain", "little.yml:99"], in: folder.url)
    #expect(beyond.status == 64)
    #expect(beyond.diagnostics.contains("'little.yml' has 10 lines"))
    try folder.write(Self.manifest.replacing("8080", with: "99999"), to: "little.yml")
    let broken = try BuiltBinary.run(["explain", "\(Self.compose):9"], in: folder.url)
    #expect(broken.status == 1)
    #expect(broken.diagnostics.contains("little.yml:6:11: error:"))
  }
}
