import Diagnostics
import ManifestModel
import Rules
import TestSupport
import Testing

/// `targets` as a list, and what `accept` is not offered for.
@Suite struct TargetListTests {
  private static func decoded(
    _ text: String, environment: String? = nil
  ) -> (targets: [String], log: DiagnosticLog) {
    var (decoded, log) = Decoding.decode(text, environment: environment)
    if let decoded { ManifestChecks.run(decoded, into: &log) }
    return (decoded?.perTarget.map(\.target.rawValue) ?? [], log)
  }

  private static func manifest(_ more: String) -> String {
    """
    zdc: 1
    project: shop
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
    \(more)
    """
  }

  @Test(arguments: [
    ("", ["blueGreen", "swarm", "kubernetes"]), ("targets: [blueGreen]", ["blueGreen"]),
    ("targets: [kubernetes, blueGreen]", ["blueGreen", "kubernetes"]),
    ("targets: { swarm: { enabled: false } }", ["blueGreen", "kubernetes"]),
  ])
  func names(line: String, expected: [String]) throws {
    let (targets, log) = Self.decoded(Self.manifest(line))
    #expect(targets == expected && !log.hasErrors, "\(log.sorted.map(\.message))")
  }

  @Test func environmentsHaveTheirOwn() throws {
    let text = Self.manifest(
      "targets: [blueGreen]\nenvironments: { live: { targets: [swarm] }, test: { targets: { swarm: { enabled: true } } } }"
    )
    #expect(Self.decoded(text).targets == ["blueGreen"])
    #expect(Self.decoded(text, environment: "live").targets == ["swarm"])
    #expect(Self.decoded(text, environment: "test").targets == ["blueGreen", "swarm"])
  }

  @Test func anEmptyListAndAWrongWord() throws {
    #expect(Self.decoded(Self.manifest("targets: []")).log.sorted.map(\.code.number) == [169])
    let wrong = Self.decoded(Self.manifest("targets: [bluegreen]")).log.sorted
    #expect(wrong.first?.code.number == 107)
    #expect(wrong.first?.help == "did you mean 'blueGreen'?")
  }

  /// A hint's map takes the place of a list, which left out what must stay out.
  @Test(arguments: [
    ("targets: [blueGreen, swarm]", "targets: { kubernetes: { enabled: false }, swarm: { accept: "),
    ("targets: { kubernetes: { enabled: false } }", "targets: { swarm: { accept: "),
  ])
  func hintsKeepWhatAListLeavesOut(line: String, part: String) throws {
    let text = Self.manifest(line).replacing(
      "health: /up", with: "health: /up, securityOpt: [no-new-privileges]")
    let help = Self.decoded(text).log.sorted.map { $0.help ?? "" }
    #expect(help.count == 1 && help[0].contains(part), "\(help)")
  }

  @Test(arguments: [
    ("targets: [blueGreen, swarm]", "targets: [blueGreen]"),
    ("targets: { kubernetes: { enabled: false } }", "targets: { swarm: { enabled: false } }"),
    ("", "targets: [blueGreen, kubernetes]"), ("targets: [swarm]", nil),
  ])
  func whatLeavesATargetOut(line: String, expected: String?) throws {
    let text = Self.manifest(line).replacing(
      "health: /up", with: "health: /up, securityOpt: [no-new-privileges]")
    let found = Self.decoded(text).log.sorted.filter { $0.message.contains("on swarm") }
    #expect(found.map { $0.scope?.wayOut } == [expected])
  }

  @Test func acceptIsNotOfferedForADatabasesFolder() throws {
    let text = Self.manifest(
      """
      backing:
        db: { image: "shop/db:1", health: { command: [ask] }, mounts: { ./data: /d } }
        conf: { image: "shop/c:1", health: { command: [ask] }, mounts: { ./c: { path: /c, readOnly: true } } }
      """)
    let help = Self.decoded(text).log.sorted.filter { $0.code.number == 311 }.map {
      $0.help ?? ""
    }
    #expect(help.count == 4)
    #expect(help.prefix(2).allSatisfy { !$0.contains("accept") && $0.contains("volumes") })
    #expect(help.suffix(2).allSatisfy { $0.contains("accept") })
  }
}
