import Foundation
import Testing

/// What a build promises about the folder that it writes into.
@Suite struct BuildCommandTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        health: /health
        command: [serve]
    """

  @Test func secondBuildWritesNothing() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    let first = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(first.status == 0, "\(first.diagnostics)")
    let second = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(second.diagnostics.contains(" 0 written, 0 removed, "))
    let check = try BuiltBinary.run(["build", "little.yml", "--check"], in: folder.url)
    #expect(check.status == 0)
    #expect(check.output.isEmpty)
  }

  @Test func checkShowsOneChangedByte() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    _ = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    let path = "out/little/docker/docker-compose.blue-green.yml"
    let edited = try folder.text(of: path).replacing("web:1", with: "web:2")
    try folder.write(edited, to: path)
    let check = try BuiltBinary.run(["build", "little.yml", "--check"], in: folder.url)
    #expect(check.status == 1)
    #expect(check.output.contains("+    image: registry.example.com/web:1"))
    #expect(try folder.text(of: path) == edited)
  }

  @Test func faultsTouchNoFile() throws {
    let folder = try ScratchFolder()
    try folder.write(
      Self.manifest.replacing("8080", with: "99999").replacing("health:", with: "helth:"),
      to: "little.yml")
    let outcome = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("little.yml:6:11: error:"))
    #expect(outcome.diagnostics.contains("little.yml:7:5: error:"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
  }

  @Test func strangersFileStays() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    let path = "out/little/docker/docker-compose.blue-green.yml"
    try folder.write("mine\n", to: path)
    let refused = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(refused.status == 73)
    #expect(try folder.text(of: path) == "mine\n")
    #expect(try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url).status == 0)
  }

  @Test func linkInTheFolderIsNotFollowed() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    try folder.write("kept\n", to: "elsewhere/docker-compose.blue-green.yml")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "out/little"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "out/little/docker"),
      withDestinationURL: folder.url.appending(path: "elsewhere"))
    let outcome = try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url)
    #expect(outcome.status == 73)
    #expect(try folder.text(of: "elsewhere/docker-compose.blue-green.yml") == "kept\n")
  }

  @Test func exitCodes() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "little.yml")
    try folder.write("", to: "file")
    #expect(try BuiltBinary.run(["build", "missing.yml"], in: folder.url).status == 66)
    #expect(try BuiltBinary.run(["build"], in: folder.url).status == 64)
    #expect(try BuiltBinary.run(["build", "--no-such"], in: folder.url).status == 64)
    #expect(
      try BuiltBinary.run(["build", "little.yml", "-o", "file/out"], in: folder.url).status == 73)
  }

  @Test func sameBytesFromAnyDirectory() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "manifests/little.yml")
    let here = try BuiltBinary.run(["build", "manifests/little.yml"], in: folder.url)
    #expect(here.status == 0)
    let there = try BuiltBinary.run(
      ["build", "little.yml", "-o", "../out/little", "--check"],
      in: folder.url.appending(path: "manifests"), environment: ["LANG": "C", "LC_ALL": "C"])
    #expect(there.status == 0, "\(there.output)")
  }
}
