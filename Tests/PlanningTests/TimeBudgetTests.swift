import Diagnostics
import ManifestModel
import Planning
import Testing

/// The times of all layers as one system: derived where nothing is given, checked where it is.
@Suite("Time budgets")
struct TimeBudgetTests {
  private static func manifest(
    drain: String? = nil, timeout: String? = nil, grace: String? = nil, health: String = "/up",
    live: String? = nil, monitor: String? = nil, healthTimeout: String? = nil
  ) -> String {
    let strategy = [
      drain.map { "drain: \($0)" }, monitor.map { "rolling: { monitor: \($0) }" },
      healthTimeout.map { "blueGreen: { healthTimeout: \($0) }" },
    ].compactMap { $0 }
    return """
      zdc: 1
      project: shop
      gateway:
        listen: { http: 80 }
        routes: { /: { service: web\(timeout.map { ", timeout: \($0)" } ?? "") } }
      services:
        web:
          image: shop/web:1
          command: [serve]
          port: 80
          health: \(health)
          live: \(live ?? "{ tcp: true, interval: 1m, retries: 100 }")
          \(grace.map { "stop: { grace: \($0) }" } ?? "labels: { a: b }")
      \(strategy.isEmpty ? "" : "strategy: { \(strategy.joined(separator: ", ")) }")
      """
  }

  @Test("the error shows the inequality that fails, with each number and its place")
  func failing() throws {
    let (plan, log) = PlannedText.plan(Self.manifest(drain: "30s", timeout: "1m30s"))
    #expect(plan == nil)
    let found = try #require(log.sorted.first { $0.severity == .error })
    #expect(
      found.message == "timeout 1m30s ≤ drain 30s does not hold for '/':"
        + " a request that its route still allows is cut when its version stops")
    #expect(found.range?.start == SourceMark(line: 5, column: 41))
    #expect(found.help == "write drain: 1m30s, or a timeout of at most 30s")
    #expect(found.notes.map(\.message) == ["drain 30s given here"])
    #expect(found.notes.first?.range?.start == SourceMark(line: 14, column: 20))
  }

  @Test("a number that nobody wrote is told with what it follows from")
  func derivedTerm() throws {
    let (_, log) = PlannedText.plan(
      Self.manifest(health: "{ path: /up, interval: 10s }", monitor: "20s"))
    let found = try #require(log.sorted.first { $0.severity == .error })
    #expect(found.message.hasPrefix("interval 10s × retries 3 ≤ monitor 20s does not hold"))
    #expect(found.help == "write at least 30s, or leave monitor out")
    #expect(found.notes.map(\.message) == ["interval 10s × retries 3 given here"])
  }

  @Test("a drain that is not given is as long as the longest request that a route allows")
  func derivedDrain() throws {
    let plan = try #require(PlannedText.plan(Self.manifest(timeout: "90s")).plan)
    for target in plan.targets {
      let gateway = try #require(target.gateway)
      #expect(gateway.workerShutdownSeconds.value == 90)
      #expect(gateway.workerShutdownSeconds.origin.reason == "the timeout of its longest route")
      let pause = ["blueGreen": 0, "swarm": 92, "kubernetes": 100][target.target.rawValue]
      let service = try #require(target.services.first)
      #expect(service.stop.pauseSeconds.value == pause)
      #expect(service.stop.graceSeconds.value == max(90, pause ?? 0) + 5)
    }
  }

  @Test("nginx' old workers live as long as the longest drain of what they serve")
  func longestDrain() throws {
    let text = Self.manifest(drain: "20s").replacing(
      "labels: { a: b }", with: "strategy: { drain: 50s }")
    let plan = try #require(PlannedText.plan(text).plan)
    #expect(plan.targets.allSatisfy { $0.gateway?.workerShutdownSeconds.value == 50 })
  }

  @Test("a colour gets the time that its slowest service may take")
  func derivedHealthTimeout() throws {
    let plan = try #require(
      PlannedText.plan(Self.manifest(health: "{ path: /up, start: 10m, interval: 5s }")).plan)
    let strategy = try #require(plan.plan(for: .blueGreen)).strategy
    #expect(strategy.healthTimeout.value.secondsRoundedUp == 615)
  }

  /// Every combination of some short and long times: what passes keeps every law, and what is
  /// refused breaks the law of the rule that says so.
  @Test("whatever is given, a plan keeps every law")
  func sweep() throws {
    let times: [String?] = [nil, "1s", "45s", "10m"]
    var held: Set<String> = []
    var refused: Set<Int> = []
    for drain in times {
      for timeout in times {
        for grace in times {
          for other in times {
            let (plan, log) = PlannedText.plan(
              Self.manifest(
                drain: drain, timeout: timeout, grace: grace,
                health: "{ path: /up, start: \(other ?? "5s"), interval: \(timeout ?? "2s") }",
                live: "{ tcp: true, interval: \(grace ?? "1m") }", monitor: other,
                healthTimeout: grace))
            refused.formUnion(log.sorted.map(\.code.number))
            for inequality in plan?.targets.flatMap(\.timeBudget) ?? [] {
              held.insert(inequality.law.name)
              let isWarned =
                inequality.law.rule?.severity == .warning
                && log.sorted.contains { $0.code == inequality.law.rule?.code }
              #expect(inequality.holds || isWarned, "\(inequality.text)")
            }
          }
        }
      }
    }
    #expect(refused.isSuperset(of: [250, 251, 252, 253, 254]))
    #expect(held == Set(TimeLaw.all.map(\.name)), "a law that nothing is held against")
  }
}
