import Foundation
import TestSupport
import Testing

/// What `zdc diff` and the runbook say of times and gaps, against what the engine's report has.
@Suite(.waits) struct ForecastTests {
  private static let report = text("docs/engine-report.md")

  private static func text(_ path: String) -> String {
    let url = Repository.root.appending(path: path)
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  /// The cells of a row of the report: title, requests, failed, gap, seconds, what was seen, load.
  private static func row(_ title: String) throws -> [String] {
    let line = try #require(
      report.split(separator: "\n").first { $0.hasPrefix("|") && $0.contains(title) },
      "no row '\(title)'")
    return line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The environment that the report's runs were built with.
  private static let overlay =
    report.components(separatedBy: "`manifests/brain-tumor.yml`\n\n```yaml\n").last?
    .components(separatedBy: "```").first ?? ""

  /// The least time that a deployment of a new version takes by `zdc diff`.
  private static func forecast(_ target: String, environment: String? = nil) throws -> Double {
    let folder = try ScratchFolder()
    let manifest = text("manifests/brain-tumor.yml") + "\nenvironments:\n" + overlay
    try folder.write(manifest, to: "m/old.yml")
    try folder.write(
      manifest.replacing("version: ${TAG:-dev}", with: "version: ${TAG:-new}"), to: "m/new.yml")
    let outcome = try BuiltBinary.run(
      ["diff", "m/old.yml", "m/new.yml"] + (environment.map { ["--environment", $0] } ?? []),
      in: folder.url)
    let section = try #require(
      outcome.output.components(separatedBy: "\n\n").first { $0.hasPrefix("\(target):\n") },
      "\(outcome)")
    let match = try #require(
      section.firstMatch(of: /takes (?:(\d+) min ?)?(?:(\d+) s )?if all goes well/), "\(section)")
    let minutes = match.1.flatMap { Double($0) } ?? 0
    return minutes * 60 + (match.2.flatMap { Double($0) } ?? 0)
  }

  private static func isNear(_ forecast: Double, _ measured: Double) -> Bool {
    forecast >= 0.75 * measured && forecast <= 1.25 * measured
  }

  /// With the drain, which is as long as what is under way.
  @Test(arguments: ["one switch, with slow requests", "switches in a row"])
  func `a switch takes what diff says, and its drain`(title: String) throws {
    let said = try Self.forecast("blue-green", environment: "testbed")
    let row = try Self.row(title)
    let drain = try #require(row[5].firstMatch(of: /drain ([0-9.]+) s/).flatMap { Double($0.1) })
    let measured = try #require(Double(row[4]))
    #expect(Self.isNear(said + drain, measured), "diff says \(said) s and \(drain) s")
  }

  @Test(arguments: [
    ("rolling updates, GET and POST", "testbed"),
    ("one rolling update with the manifest's own times", nil),
  ])
  func `a rolling update takes what diff says`(title: String, environment: String?) throws {
    let said = try Self.forecast("swarm", environment: environment)
    let measured = try #require(Double(Self.row(title)[4]))
    #expect(Self.isNear(said, measured), "diff says \(said) s, it took \(measured) s")
  }

  @Test func `the gaps of the gateway are at most what the runbook says`() throws {
    let runbook = Self.text("out/hello/RUNBOOK.md")
    let killed = runbook.firstMatch(of: /the gateway crashes: about (\d+) s/)?.1
    let replaced = runbook.firstMatch(of: /nothing listens for up to (\d+) s/)?.1
    for (title, text) in [
      ("the gateway is killed", killed), ("`up --gateway` replaces the gateway", replaced),
    ] {
      let said = try #require(text.flatMap { Double($0) })
      let gap = try #require(Double(Self.row(title)[3]))
      #expect(gap <= 1.25 * said, "\(title): \(gap) s, the runbook says \(said) s")
    }
  }
}
