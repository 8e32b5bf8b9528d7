import Foundation
import Testing

/// `zdc verify` and the read-back of `zdc build`, as a user meets them.
@Suite struct VerifyCommandTests {
  private let manifest = """
    zdc: 1
    project: hello
    gateway:
      listen: { http: 80 }
      routes:
        /: web
    services:
      web:
        image: example/web:1
        port: 8000
        health: /health
        command: serve --port 8000

    """

  private func built() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(manifest, to: "hello.yml")
    let outcome = try BuiltBinary.run(["build", "hello.yml"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
    return folder
  }

  private func edit(_ folder: ScratchFolder, _ path: String, _ old: String, _ new: String) throws {
    let file = folder.url.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }

  @Test func artefactsAsMadeAreFine() throws {
    let folder = try built()
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
    #expect(outcome.diagnostics.contains("no contradiction"))
  }

  @Test func contradictionNamesBothPlacesAndWhatToDo() throws {
    let folder = try built()
    try edit(
      folder, "out/hello/docker/nginx/upstreams/blue.conf", "web-blue:8000", "web-blue:8001")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("out/hello/docker/nginx/upstreams/blue.conf:6:"))
    #expect(outcome.diagnostics.contains("[ZDC410]"))
    #expect(outcome.diagnostics.contains("hello.yml:10:11: note: the manifest says so here"))
    #expect(outcome.diagnostics.contains("run zdc build hello.yml"))
  }

  @Test func fileThatWouldBeAppliedTooIsTold() throws {
    let folder = try built()
    try folder.write("kind: Job\n", to: "out/hello/kubernetes/mine.yaml")
    try folder.write("a note\n", to: "out/hello/kubernetes/NOTES.md")
    for options in [[], ["--facts"]] {
      let outcome = try BuiltBinary.run(["verify", "hello.yml"] + options, in: folder.url)
      #expect(outcome.status == 1)
      #expect(outcome.diagnostics.contains("'kubernetes/mine.yaml' is no artefact"))
      #expect(!outcome.diagnostics.contains("NOTES.md"))
    }
  }

  @Test func editThatChangesNoFactIsToldApart() throws {
    let folder = try built()
    try edit(folder, "out/hello/docker/docker-compose.blue-green.yml", "---\n", "---\n# mine\n")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("edited by hand: no fact differs"))
    #expect(!outcome.diagnostics.contains("[ZDC41"))
    let facts = try BuiltBinary.run(["verify", "hello.yml", "--facts"], in: folder.url)
    #expect(facts.status == 0, "\(facts.diagnostics)")
  }

  @Test func editOfWhatStatesNoFactsSaysSo() throws {
    let folder = try built()
    try edit(folder, "out/hello/RUNBOOK.md", "# ", "## ")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("out/hello/RUNBOOK.md:6:1"))
    #expect(outcome.diagnostics.contains("there are no facts here to compare"))
  }

  /// What zdc makes of the manifest is the truth, and no list that anyone can edit.
  @Test func editThatTheLockWasMadeToForgetIsFound() throws {
    let folder = try built()
    try edit(folder, "out/hello/docker/nginx/gateway.sh", "set -eu", "set -u")
    try edit(
      folder, "out/hello/zdc.lock.json", "docker/nginx/gateway.sh", "docker/nginx/another.sh")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("out/hello/docker/nginx/gateway.sh:"))
    #expect(outcome.diagnostics.contains("edited by hand: zdc writes other bytes"))
  }

  @Test func lockThatSaysSomethingElseIsFound() throws {
    let folder = try built()
    try edit(
      folder, "out/hello/zdc.lock.json", "\"docker/.env.example\": \"",
      "\"docker/.env.example\": \"0")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("another checksum for 'docker/.env.example'"))
  }

  @Test func changedManifestIsToldFromEditedArtefact() throws {
    let folder = try built()
    try edit(folder, "hello.yml", "port: 8000", "port: 9000")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("[ZDC421]"))
    #expect(outcome.diagnostics.contains("'port' of block upstream web-blue is '8000'"))
    let again = try BuiltBinary.run(["build", "hello.yml"], in: folder.url)
    #expect(again.status == 0)
    #expect(try BuiltBinary.run(["verify", "hello.yml"], in: folder.url).status == 0)
  }

  @Test func withoutArtefactsItSaysWhatMakesThem() throws {
    let folder = try ScratchFolder()
    try folder.write(manifest, to: "hello.yml")
    let outcome = try BuiltBinary.run(["verify", "hello.yml"], in: folder.url)
    #expect(outcome.status == 66)
    #expect(outcome.diagnostics.contains("run zdc build hello.yml"))
  }

  @Test func withoutLockOnlyFactsAreAsked() throws {
    let folder = try built()
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/hello/zdc.lock.json"))
    #expect(try BuiltBinary.run(["verify", "hello.yml"], in: folder.url).status == 66)
    #expect(try BuiltBinary.run(["verify", "hello.yml", "--facts"], in: folder.url).status == 0)
  }
}
