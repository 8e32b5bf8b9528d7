import Foundation
import Testing

/// `zdc check --fix` edits the file that it was given, and says what it did.
@Suite struct CheckFixTests {
  private static let wrong = """
    # mine
    zdc: 1
    project: little
    services:
      web: { image: "a/web:1", port: "8080", helth: /up, command: [serve], user: "1:1" } # one

    """

  @Test func mendsInPlace() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.wrong, to: "little.yml")
    let outcome = try BuiltBinary.run(["check", "little.yml", "--fix"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
    #expect(
      try folder.text(of: "little.yml")
        == Self.wrong.replacing("\"8080\"", with: "8080").replacing("helth", with: "health"))
    #expect(outcome.diagnostics.contains("little.yml:5:42: mended: a service has no key 'helth'"))
    let again = try BuiltBinary.run(["check", "little.yml", "--fix"], in: folder.url)
    #expect(again.status == 0 && again.diagnostics.isEmpty)
  }

  @Test func keepsALinkAndTellsTheRest() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.wrong.replacing("project: little", with: "project: Li"), to: "real.yml")
    let link = folder.url.appending(path: "link.yml")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "real.yml")
    let outcome = try BuiltBinary.run(["check", "link.yml", "--fix"], in: folder.url)
    #expect(outcome.status == 1)
    #expect(outcome.diagnostics.contains("link.yml:3:10: error:"))
    #expect(try folder.text(of: "real.yml").contains("health: /up"))
    let kind = try FileManager.default.attributesOfItem(atPath: link.path)[.type]
    #expect(kind as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func refusesStandardInput() throws {
    #expect(try BuiltBinary.run(["check", "-", "--fix"]).status == 64)
  }
}
