import Diagnostics
import ManifestModel
import OutputTrees
import Planning
import TestSupport
import Testing
import YAMLReading

@testable import Backends

/// What both colours share is written once, and read as if it stood in both.
@Suite struct SharedColoursTests {
  @Test(arguments: ["brain-tumor", "shop", "minimal"])
  func mergedItSaysTheSame(_ name: String) throws {
    let plan = try #require(try PlannedManifest.named(name).plan(for: .blueGreen))
    try holds(plan)
  }

  @Test func namesThatMeetAndWhatAPatchChanges() throws {
    // A service whose name is that of another one's block, and keys and comments of patches.
    let plan = try #require(
      try PlannedManifest.text(
        """
        zdc: 1
        project: p
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml:
                x-web: { note: mine }
                services: { web-blue: { hostname: left }, job: { tty: true } }
        services:
          web:
            image: r.example.com/web:1
            port: 8000
            health: /up
            command: [serve]
            env: { A: one, B: "${api.url}" }
            release: [[migrate]]
          api: { image: "r.example.com/api:1", port: 8001, health: /up, command: [serve], env: { SELF: "${web.url}" } }
          job: { image: "r.example.com/job:1", role: worker, command: [work], env: { A: one } }
        """
      ).plan(for: .blueGreen))
    try holds(plan)
    let text = try written(plan, shared: true)
    #expect(text.contains("x-web_: &web_\n"))
    #expect(text.contains("    hostname: left\n"))
  }

  @Test func oneFactIsOneLine() throws {
    func lines(_ value: String) throws -> Set<Substring> {
      let plan = try PlannedManifest.text(
        """
        zdc: 1
        project: p
        services:
          web:
            image: r.example.com/web:1
            port: 8000
            health: /up
            command: [serve]
            env: { A: \(value), B: "${web.url}" }
            release: [[migrate]]
        """)
      let text = try written(try #require(plan.plan(for: .blueGreen)), shared: true)
      return Set(text.split(separator: "\n").enumerated().map { "\($0.offset) \($0.element)" })
    }
    let (before, after) = (try lines("one"), try lines("two"))
    #expect(before.subtracting(after).count == 1)
    #expect(after.subtracting(before).count == 1)
  }

  private func written(_ plan: TargetPlan, shared: Bool) throws -> String {
    var log = DiagnosticLog()
    let document = try #require(BlueGreenArtefacts.documents(plan, into: &log).first)
    #expect(!log.hasErrors)
    let file = (shared ? SharedColours.shared(document, of: plan) : document).written()
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private func holds(_ plan: TargetPlan) throws {
    let (apart, shared) = (try written(plan, shared: false), try written(plan, shared: true))
    #expect(shared.utf8.count < apart.utf8.count)
    #expect(try tree(shared) == tree(apart))
  }

  /// As a reader of YAML has it, without the order of keys and what Compose passes by.
  private func tree(_ text: String) throws -> String {
    var log = DiagnosticLog()
    let source = SourceFile(path: "compose.yml", bytes: Array(text.utf8))
    let root = try #require(YAMLDocument.read(source, into: &log))
    #expect(!log.hasErrors)
    return Self.text(root, isDocument: true)
  }

  private static func text(_ node: YAMLNode, isDocument: Bool = false) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.kind) \(scalar.text)"
    case .sequence(let items): "[" + items.map { text($0) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.filter { !isDocument || !$0.key.value.hasPrefix("x-") }
        .sorted { $0.key.value < $1.key.value }
        .map { "\($0.key.value): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
