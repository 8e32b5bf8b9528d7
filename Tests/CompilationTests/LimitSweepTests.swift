import Diagnostics
import TestSupport
import Testing

/// Every time, size, count and length at nothing, at one, at its limit and one beyond: each builds
/// or is told with its place.
@Suite(.slow) struct LimitSweepTests {
  /// `@` stands for the value.
  private static let times = [
    "services.web.health: { path: /up, interval: @ }",
    "services.web.health: { path: /up, timeout: @ }",
    "services.web.health: { path: /up, start: @ }",
    "services.web.health: { path: /up, startInterval: @ }",
    "services.web.health: { path: /up, via: wget, timeout: @ }",
    "services.web.health: { path: /up, via: python3, timeout: @ }",
    "services.web.health: { path: /up, interval: @, retries: 100 }",
    "services.web.health: { tcp: true, timeout: @ }",
    "services.web.live: { path: /up, interval: @, retries: 100 }",
    "services.web.live: { path: /up, timeout: @ }",
    "services.web.stop: { grace: @ }", "services.web.strategy: { drain: @ }",
    "gateway.routes: { /: { service: web, timeout: @ } }",
    "gateway.routes: { /: { service: web, timeout: @, websocket: true } }",
    "strategy: { drain: @ }", "strategy: { rolling: { pause: @ } }",
    "strategy: { rolling: { monitor: @ } }", "strategy: { blueGreen: { healthTimeout: @ } }",
  ]

  private static func manifest(_ line: String) -> String {
    var web = ["image: shop/web:1", "command: [serve]", "port: 80"]
    var gateway = ["listen: { http: 80 }"]
    var top: [String] = []
    if line.hasPrefix("services.web.") {
      web.append(String(line.dropFirst("services.web.".count)))
    } else if line.hasPrefix("gateway.") {
      gateway.append(String(line.dropFirst("gateway.".count)))
    } else {
      top.append(line)
    }
    if !web.contains(where: { $0.hasPrefix("health:") }) { web.append("health: /up") }
    if !gateway.contains(where: { $0.hasPrefix("routes:") }) {
      gateway.append("routes: { /: web }")
    }
    return "zdc: 1\nproject: shop\ngateway:\n"
      + gateway.map { "  \($0)\n" }.joined() + "services:\n  web:\n"
      + web.map { "    \($0)\n" }.joined() + top.map { "\($0)\n" }.joined()
  }

  private static func errors(_ template: String, _ value: String) -> [Diagnostic]? {
    BuildEnd.errors(manifest(template.replacing("@", with: value)))
  }

  @Test(arguments: times)
  func everyTime(template: String) throws {
    for value in ["1s", "10ms", "11ms", "999ms", "1h", "719h", "720h", "2592000s", "43200m"] {
      let errors = try #require(Self.errors(template, value), "\(template) \(value)")
      // Laws of times may find it too short for another; it is a time all the same.
      #expect(!errors.contains { $0.code.number == 106 }, "\(template) \(value)")
    }
    for value in ["721h", "2592001s", "999999999h", "1s1m", "-1s", "1", "1.5s", ""] {
      let errors = try #require(Self.errors(template, value), "\(template) \(value)")
      #expect(!errors.isEmpty, "\(template) \(value)")
    }
    let takesNothing = template.contains(" start: @") || template.contains("pause: @")
    for value in ["0s", "0ms", "0h0m0s", "1ms", "9ms"] {
      let errors = try #require(Self.errors(template, value), "\(template) \(value)")
      #expect(errors.contains { $0.code.number == 106 } == !takesNothing, "\(template) \(value)")
    }
  }

  private static let numbers: [(String, right: [String], wrong: [String])] = [
    ("services.web.replicas: @", ["1", "2", "1000"], ["0", "-1", "1001", "99999999999999999999"]),
    ("services.web.ports: { x: @ }", ["1", "65535"], ["0", "65536", "-1"]),
    ("services.web.health: { path: /up, retries: @ }", ["1", "100"], ["0", "101"]),
    ("services.web.resources: { gpu: @ }", ["1", "64"], ["0", "65"]),
    (
      "services.web.resources: { cpu: @ }", ["0.001", "1m", "1024", "1024000m"],
      ["0", "0m", "0.000", "1025", "1024001m", "1024.001"]
    ),
    ("services.web.resources: { reserve: { cpu: @ } }", ["1m", "1024"], ["0", "1025"]),
    ("services.web.resources: { memory: @ }", ["6Mi", "1024Ti"], ["0", "0Mi", "1025Ti", "-1"]),
    ("services.web.resources: { memory: @ }", ["6291456", "6144Ki"], ["1", "6291455", "5Mi"]),
    ("services.web.resources: { reserve: { memory: @ } }", ["6Mi", "1024Ti"], ["0", "1025Ti"]),
    ("services.web.shmSize: @", ["1", "1024Ti"], ["0", "1025Ti"]),
    ("gateway.maxBodySize: @", ["1", "1024Ti", "999999999999999"], ["0", "1125899906842625"]),
    ("gateway.replicas: @", ["1", "1000"], ["0", "1001"]),
    ("gateway.listen: { http: @ }", ["1", "65535"], ["0", "65536"]),
    ("strategy: { rolling: { batch: @ } }", ["1", "1000"], ["0", "1001"]),
    ("strategy: { blueGreen: { confirm: @ } }", ["1", "100"], ["0", "101"]),
  ]

  @Test(arguments: numbers.indices) func everyNumber(index: Int) throws {
    let (template, right, wrong) = Self.numbers[index]
    let manifest = { (value: String) in
      Self.manifest(template.replacing("@", with: value))
        .replacing("  listen: { http: 80 }\n  listen", with: "  listen")
    }
    for value in right {
      let errors = try #require(BuildEnd.errors(manifest(value)), "\(template) \(value)")
      #expect(errors.isEmpty, "\(template) \(value): \(errors.map(\.message))")
    }
    for value in wrong {
      let errors = try #require(BuildEnd.errors(manifest(value)), "\(template) \(value)")
      #expect(!errors.isEmpty, "\(template) \(value)")
    }
  }

  /// A text, what is repeated in it, and the most bytes that it may have.
  private static let lengths: [(String, part: String, start: String, longest: Int)] = [
    ("gateway.routes: { '@': web }", "a", "/", 1024),
    ("gateway.routes: { '@': web }", ".", "/a", 1024),
    ("gateway.routes: { '@': web }", "가", "/", 1024),
    ("gateway.routes: { '@': { service: web, stripPrefix: true } }", "(", "/a", 1024),
    ("gateway.routes: { '@': { service: web, stripPrefix: true } }", "+", "/a", 1024),
    ("gateway.health: '@'", "'", "/", 1024), ("gateway.serverNames: ['@']", "a", "a", 253),
    ("services.web.health: { path: '@' }", "a", "/", 1024),
    ("services.web.health: { path: /up, via: gateway, headers: { Host: '@' } }", "$", "a", 256),
    ("services.web.health: { path: /up, via: gateway, headers: { X: '@' } }", "$", "a", 256),
    ("services.web.health: { path: /up, via: gateway, headers: { X: '@' } }", "\\", "a", 256),
    ("services.web.health: { path: /up, via: gateway, headers: { '@': a } }", "a", "a", 256),
    ("services.web.env: { '@': a }", "A", "A", 256),
    ("services.web.labels: { '@': a }", "a", "a", 256),
    ("services.web.user: '@'", "a", "a", 256), ("services.web.workingDir: '@'", "a", "/", 1024),
    ("services.web.tmpfs: ['@']", "a", "/", 1024), ("services.web.build: '@'", "a", "a", 1024),
    ("services.web.extraHosts: { '@': 127.0.0.1 }", "a", "a", 253),
    ("services.web.mounts: { '@': /a }", "a", "./", 1024), ("network: '@'", "a", "a", 63),
    ("prefix: '@'", "a", "a", 63), ("registry: '@'", "a", "a", 1024),
    ("version: '@'", "a", "a", 1024),
  ]

  @Test(arguments: lengths.indices) func everyLength(index: Int) throws {
    let (template, part, start, longest) = Self.lengths[index]
    let text = { (bytes: Int) in
      start.padding(with: part, to: bytes).replacing("'", with: "''")
    }
    for bytes in [longest, longest + 1, 4000, 4001, 5000, 70_000] {
      let errors = try #require(Self.errors(template, text(bytes)), "\(template) \(bytes)")
      let isTooLong = text(bytes).replacing("''", with: "'").utf8.count > longest
      let found = errors.contains { [106, 110].contains($0.code.number) }
      // A key of more than 1,024 characters is no key to YAML either.
      #expect(isTooLong ? !errors.isEmpty : !found, "\(template) \(bytes)")
    }
  }
}

extension String {
  /// As many parts as fit, and one more where the length asked for is no multiple.
  fileprivate func padding(with part: String, to bytes: Int) -> String {
    let count = (bytes - utf8.count + part.utf8.count - 1) / part.utf8.count
    return self + String(repeating: part, count: count)
  }
}
