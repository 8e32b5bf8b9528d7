import Foundation
import TestSupport
import Testing

/// What people type, and what two manifests in one folder come to.
@Suite(.waits) struct RealStackCommandTests {
  private static let manifest = """
    zdc: 1
    project: little
    services:
      web: { image: "shop/web:1", port: 8080, health: /health, command: [serve] }
    """

  @Test func aRulesNumberIsEnough() throws {
    let named = try BuiltBinary.run(["explain", "ZDC207"])
    let numbered = try BuiltBinary.run(["explain", "207"])
    #expect(numbered.status == 0 && numbered.output == named.output)
    #expect(try BuiltBinary.run(["explain", "999"]).status == 64)
  }

  @Test func initTakesTheNameAsItsWord() throws {
    let named = try BuiltBinary.run(["init", "--name", "books"])
    let given = try BuiltBinary.run(["init", "books"])
    #expect(given.status == 0 && given.output == named.output)
    #expect(given.output.contains("project: books\n"))
    #expect(given.output.contains("\ntargets: [blueGreen, swarm, kubernetes]"))
    #expect(try BuiltBinary.run(["init", "books", "--name", "shop"]).status == 64)
  }

  @Test func aSecondManifestDoesNotTakeTheFirstsFolder() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.manifest, to: "one.yml")
    try folder.write(Self.manifest.replacing("web:", with: "other:"), to: "two.yml")
    #expect(try BuiltBinary.run(["build", "one.yml"], in: folder.url).status == 0)
    let refused = try BuiltBinary.run(["build", "two.yml"], in: folder.url)
    #expect(refused.status == 73 && refused.diagnostics.contains("one.yml"))
    #expect(try BuiltBinary.run(["build", "one.yml", "--check"], in: folder.url).status == 0)
    // A manifest that was renamed is the same one.
    try FileManager.default.removeItem(at: folder.url.appending(path: "one.yml"))
    #expect(try BuiltBinary.run(["build", "two.yml"], in: folder.url).status == 0)
  }
}

/// Faults that only one target has.
@Suite(.waits) struct OneTargetsFaultsTests {
  private static let services = (1...5).map {
    "  s\($0): { image: \"shop/s:1\", command: [serve], port: 80\($0), health: /up, mounts: { /etc/a: { path: /a, readOnly: true } } }"
  }.joined(separator: "\n")

  @Test func areOneErrorForPeopleAndEachForPrograms() throws {
    let folder = try ScratchFolder()
    try folder.write("zdc: 1\nproject: many\nservices:\n\(Self.services)\n", to: "m.yml")
    let told = try BuiltBinary.run(["check", "m.yml"], in: folder.url)
    #expect(told.status == 1)
    let errors = told.diagnostics.split(separator: "\n").filter { $0.contains(": error: ") }
    #expect(errors.count == 2, "\(told.diagnostics)")
    #expect(told.diagnostics.contains("5 faults are of swarm alone"))
    #expect(told.diagnostics.contains("targets: [blueGreen, kubernetes]"))
    let json = try BuiltBinary.run(["check", "m.yml", "--format", "json"], in: folder.url)
    #expect(json.output.components(separatedBy: "ZDC311").count == 11)
    try folder.write(
      "zdc: 1\nproject: many\ntargets: [blueGreen]\nservices:\n\(Self.services)\n", to: "m.yml")
    #expect(try BuiltBinary.run(["check", "m.yml"], in: folder.url).status == 0)
  }

  /// What only a plan shows is grouped as well.
  @Test func ofThePlanAreToldAsOneToo() throws {
    let folder = try ScratchFolder()
    let names = (1...5).map { "a.b\($0): c" }.joined(separator: ", ")
    let text = """
      zdc: 1
      project: many
      targets: [blueGreen, swarm]
      services:
        web: { image: "shop/s:1", command: [serve], port: 80, health: /up, env: { \(names) } }
      """
    try folder.write(text, to: "m.yml")
    let told = try BuiltBinary.run(["check", "m.yml"], in: folder.url)
    #expect(told.diagnostics.contains("5 faults are of swarm alone"))
    #expect(told.diagnostics.contains("leave swarm out, targets: [blueGreen], or mend them"))
  }
}
