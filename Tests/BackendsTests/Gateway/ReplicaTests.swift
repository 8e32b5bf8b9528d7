import Foundation
import ManifestModel
import TestSupport
import Testing

/// Two replicas are not less available than one: what clients get where one of them is slow, or
/// takes no connection, or no answer comes. What the conf says was chosen by docs/gateway.md's table.
@Suite(
  "Replicas behind the gateway", .waits, .slow,
  .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct ReplicaTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway: { listen: { http: 80 }, routes: { /: { service: web, timeout: 1s } } }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run], replicas: 2 }
    """
  private static let docker: [Target] = [.blueGreen, .swarm]

  /// What requests got, one after the other, and how long the longest took.
  private struct Answers {
    var statuses: [Int?] = []
    var longest = 0.0
    /// How many took longer than any connection to this host takes.
    var late = 0
    var failed: Int { statuses.count { $0 != 200 } }
  }

  private func gateway<Result>(
    _ target: Target, _ replicas: [String], edit: (String) -> String = { $0 },
    _ body: (RunningGateway) throws -> Result
  ) throws -> Result {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(
        Self.manifest, on: target, replicas: replicas, edit: edit, in: folder)
      defer { gateway.stop() }
      try gateway.start(at: Self.port(target), until: "/first")
      return try body(gateway)
    }
  }

  private static func port(_ target: Target) -> Int { target == .kubernetes ? 8080 : 80 }

  private func ask(
    _ count: Int, _ gateway: RunningGateway, _ target: Target, _ path: String = "/x",
    _ words: [String] = []
  ) throws -> Answers {
    var answers = Answers()
    for _ in 0..<count {
      let printed = try gateway.curl(
        "http://shop\(path)", at: Self.port(target),
        ["-o", "/dev/null", "-w", "%{http_code} %{time_total}"] + words
      ).split(separator: " ")
      let time = Double(printed.last ?? "") ?? 0
      answers.statuses.append(Int(printed.first ?? ""))
      answers.longest = max(answers.longest, time)
      if time > 0.4 { answers.late += 1 }
    }
    return answers
  }

  @Test(
    "a slow answer is 504 after its route's time, is asked for once, and hurts no other",
    arguments: Target.allCases)
  func slow(_ target: Target) throws {
    let live = ["127.0.0.1", "127.0.0.2"]
    try gateway(target, live) { gateway in
      let slow = try ask(1, gateway, target, "/slow")
      #expect(slow.statuses == [504])
      #expect(slow.longest < 1.9, "two replicas take twice the route's time")
      let asked = try gateway.requests.filter { $0["path"] as? String == "/slow" }
      #expect(asked.count == 1, "a slow request is sent to the next replica")
      #expect(try ask(20, gateway, target).failed == 0)
      // So many that both count as failing.
      for _ in 0..<8 { _ = try ask(1, gateway, target, "/slow") }
      #expect(try ask(20, gateway, target).failed == 0)
    }
  }

  @Test("without it two slow answers make all others fail")
  func slowAsBefore() throws {
    let failed = try gateway(.blueGreen, ["127.0.0.1", "127.0.0.2"], edit: Self.plain) { gateway in
      for _ in 0..<2 { _ = try ask(1, gateway, .blueGreen, "/slow") }
      return try ask(20, gateway, .blueGreen).failed
    }
    #expect(failed == 20)
  }

  /// nginx's own `max_fails=1 fail_timeout=10s`.
  private static func plain(_ conf: String) -> String {
    conf.replacing(" max_fails=3 fail_timeout=10s", with: "")
      .replacing(/[ ]*server [^ ]* resolve max_fails=0 backup;\n/, with: "")
  }

  @Test("a replica where nothing listens costs no request, also no POST", arguments: docker)
  func refused(_ target: Target) throws {
    try gateway(target, ["127.0.0.1", "127.0.0.3"]) { gateway in
      let answers = try ask(20, gateway, target)
      #expect(answers.failed == 0)
      #expect(try ask(20, gateway, target, "/x", ["--data", "a=1"]).failed == 0)
    }
  }

  @Test("a replica that takes no connection delays some requests and fails none", arguments: docker)
  func hanging(_ target: Target) throws {
    try gateway(target, ["127.0.0.1", "127.0.0.4"]) { gateway in
      let answers = try ask(24, gateway, target)
      #expect(answers.failed == 0)
      #expect(answers.late <= 4)
      #expect(answers.longest < 0.95, "half of the route's time")
    }
    // Where nobody is left alone, each second request waits.
    let never = { (conf: String) in conf.replacing("max_fails=3", with: "max_fails=0") }
    let late = try gateway(target, ["127.0.0.1", "127.0.0.4"], edit: never) { gateway in
      try ask(12, gateway, target).late
    }
    #expect(late >= 5)
  }

  @Test("a replica that takes connections and never answers is soon left alone", arguments: docker)
  func silent(_ target: Target) throws {
    try gateway(target, ["127.0.0.1", "127.0.0.5"]) { gateway in
      let failed = try ask(24, gateway, target).failed
      #expect(failed <= 4)
    }
  }

  @Test("one replica is asked again after it failed, at once")
  func alone() throws {
    try gateway(.blueGreen, ["127.0.0.1"]) { gateway in
      let slow = try ask(4, gateway, .blueGreen, "/slow").statuses
      #expect(slow == [504, 504, 504, 504])
      #expect(try ask(20, gateway, .blueGreen).failed == 0)
    }
  }
}
