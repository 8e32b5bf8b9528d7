import Foundation
import Testing

/// `--format` on the commands that find something: what programs get, and the exit code beside it.
@Suite struct ReportFormatTests {
  private static let good = """
    zdc: 1
    project: little
    services:
      web:
        image: registry.example.com/web:1
        port: 8080
        health: /health
        command: [serve]
        user: "1000:1000"
    """

  @Test func jsonHoldsEveryFault() throws {
    let folder = try ScratchFolder()
    let wrong = Self.good.replacing("8080", with: "99999").replacing("health:", with: "helth:")
    try folder.write(wrong, to: "little.yml")
    for command in ["check", "build"] {
      let outcome = try BuiltBinary.run(
        [command, "little.yml", "--format", "json"], in: folder.url)
      #expect(outcome.status == 1)
      #expect(outcome.diagnostics.isEmpty)
      let found = try #require(
        JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
      #expect(found.map { $0["file"] as? String } == ["little.yml", "little.yml"])
      let starts = found.map { ($0["range"] as? [String: [String: Int]])?["start"] }
      #expect(starts == [["line": 6, "column": 11], ["line": 7, "column": 5]])
    }
  }

  @Test func nothingFoundIsADocumentToo() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.good, to: "little.yml")
    let json = try BuiltBinary.run(["check", "little.yml", "--format", "json"], in: folder.url)
    #expect(json.status == 0 && json.output == "[]\n")
    let sarif = try BuiltBinary.run(["check", "little.yml", "--format", "sarif"], in: folder.url)
    #expect(sarif.status == 0 && sarif.output.contains(#""results": []"#))
    let github = try BuiltBinary.run(["check", "little.yml", "--format", "github"], in: folder.url)
    #expect(github.status == 0 && github.output.isEmpty)
  }

  @Test func strictMakesAWarningStop() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.good.replacing("web:1", with: "web:latest"), to: "little.yml")
    let lenient = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(lenient.status == 0)
    #expect(lenient.diagnostics.contains("little.yml:5:12: warning:"))
    for command in ["check", "build"] {
      let strict = try BuiltBinary.run(
        [command, "little.yml", "--strict", "--format", "json"], in: folder.url)
      #expect(strict.status == 1)
      #expect(strict.output.contains(#""severity": "warning""#))
    }
  }

  @Test func driftIsToldAtItsLine() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.good, to: "little.yml")
    _ = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    let path = "out/little/docker/docker-compose.blue-green.yml"
    let text = try folder.text(of: path)
    try folder.write(text.replacing("web:1", with: "web:2"), to: path)
    let line = try #require(
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains("web:1") })
    try FileManager.default.removeItem(at: folder.url.appending(path: "out/little/RUNBOOK.md"))
    let outcome = try BuiltBinary.run(
      ["build", "little.yml", "--check", "--format", "github"], in: folder.url)
    #expect(outcome.status == 1)
    let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("::error ") }
    try #require(errors.count == 2)
    #expect(
      errors[0] == """
        ::error file=little.yml,line=1,endLine=1,col=1,endColumn=1,title=ZDC451::\
        'out/little/RUNBOOK.md' is missing%0Arun zdc build
        """)
    #expect(
      errors[1] == """
        ::error file=\(path),line=\(line + 1),endLine=\(line + 1),col=1,endColumn=1,title=ZDC451::\
        '\(path)' is not what the manifest says%0Arun zdc build
        """)
    _ = try BuiltBinary.run(["build", "little.yml", "--force"], in: folder.url)
    let clean = try BuiltBinary.run(
      ["build", "little.yml", "--check", "--format", "github"], in: folder.url)
    #expect(clean.status == 0 && !clean.output.contains("::error"))
  }

  @Test func dryRunIsForPeople() throws {
    let outcome = try BuiltBinary.run(["build", "x.yml", "--dry-run", "--format", "sarif"])
    #expect(outcome.status == 64)
  }

  /// A manifest may not begin a workflow command of its own, by its text or by its name.
  @Test func githubCommandsCannotBeForged() throws {
    let folder = try ScratchFolder()
    let name = "a,b:c%0A\n::error file=x::owned\r.yml"
    let value = #""100 %0A\r\n::warning file=y,line=1::owned: a,b""#
    try folder.write(
      Self.good.replacing("port: 8080", with: "port: \(value)").replacing("/health", with: value),
      to: name)
    let outcome = try BuiltBinary.run(["check", name, "--format", "github"], in: folder.url)
    #expect(outcome.status == 1)
    let lines = outcome.output.split(whereSeparator: \.isNewline)
    let commands = try lines.map { try #require(WorkflowCommand($0)) }
    #expect(commands.count >= 2)
    #expect(commands.allSatisfy { $0.name == "error" && $0.properties["file"] == name })
    #expect(commands.allSatisfy { Int($0.properties["line"] ?? "") != nil })
    let told = "100 %0A\\r\\n::warning file=y,line=1::owned"
    #expect(commands.contains { $0.message.contains(told) })
  }
}

/// A workflow command as the runner reads it: the first `::` after the name's ends the properties;
/// escapes are undone in them and in the message.
private struct WorkflowCommand {
  let name: String
  var properties: [String: String] = [:]
  let message: String

  init?(_ line: Substring) {
    guard line.hasPrefix("::"), let end = line.dropFirst(2).firstRange(of: "::") else { return nil }
    let head = line[..<end.lowerBound].dropFirst(2)
    guard let blank = head.firstIndex(of: " ") else { return nil }
    name = String(head[..<blank])
    for pair in head[blank...].dropFirst().split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      properties[String(parts[0])] = Self.unescaped(parts[1])
        .replacing("%3A", with: ":").replacing("%2C", with: ",").replacing("%25", with: "%")
    }
    message = Self.unescaped(line[end.upperBound...]).replacing("%25", with: "%")
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("%0D", with: "\r").replacing("%0A", with: "\n")
  }
}
