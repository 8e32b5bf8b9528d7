import Foundation
import TestSupport
import Testing

/// `--format github` on a hostile manifest; Transcripts/report-formats.txt has the rest.
@Suite(.waits) struct ReportFormatTests {
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
