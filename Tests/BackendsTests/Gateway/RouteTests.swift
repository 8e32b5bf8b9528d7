import Foundation
import ManifestModel
import Planning
import TestSupport
import Testing

/// Where the real nginx sends requests, and where zdc says that it does.
@Suite("Routes in the gateway", .waits, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct RouteTests {
  @Test(
    "where zdc explain says that they go",
    .slow,
    arguments: Target.allCases)
  func choices(_ target: Target) throws {
    let sets = SlowTests.areWanted ? 9 : 2
    var compared = 0
    for number in 0..<sets {
      let site = RandomSite(
        seed: UInt64(number * 3 + (Target.allCases.firstIndex(of: target) ?? 0)))
      try withScratchFolder { folder in
        let gateway = try RunningGateway(site.manifest, on: target, in: folder)
        defer { gateway.stop() }
        let port = target == .kubernetes ? 8080 : 80
        try gateway.start(at: port, withServices: site.routes.count)
        let answers = try gateway.answers(to: site.paths, at: port)
        let plan = try #require(PlannedManifest.text(site.manifest).plan(for: target)?.gateway)
        for (path, answer) in zip(site.paths, answers) {
          // Only here nginx has a folder of its own where no route leads.
          let found = answer == "403" ? "404" : answer
          #expect(found == site.expected(path, by: plan), "\(site.routes): \(path)")
          compared += 1
        }
        #expect(answers.count == site.paths.count)
      }
    }
    #expect(compared >= sets * 24)
  }

  @Test(
    "every expression that zdc takes, nginx takes too",
    .slow)
  func expressions() throws {
    var random = RandomNumbers(seed: 11)
    var texts: Set<String> = []
    let parts = [
      "^", "/", "$", ".", "*", "+", "?", "(", ")", "[a-z]", "[^/]", "\\d", "\\.", "|", "{2}",
      "{1,3}", "a", "é", "\"", "'", ";", "{", "}", "\\{", "\\}", " ", "#", "$host", "\\\\", "\\\"",
      "(?:", "(?=", "(?!", "[\\]x]", "[;{}]", "\\x3b", "\\w+", "?", "\\b", "`", "&", "~", "=",
    ]
    for _ in 0..<60_000 {
      let text = (0..<random.below(9) + 1).map { _ in parts[random.below(parts.count)] }.joined()
      if RouteMatch("~ " + text) != nil { texts.insert(text) }
    }
    #expect(texts.count > 2000)
    let chosen = texts.sorted().shuffled(using: &random).prefix(SlowTests.areWanted ? 1500 : 300)
    let routes = chosen.map { "    \(quoted("~ " + $0)): s0\n" }.joined()
    try withScratchFolder { folder in
      let manifest = RandomSite.around(routes: "    /: s0\n" + routes, services: 1)
      let gateway = try RunningGateway(manifest, on: .swarm, in: folder)
      defer { gateway.stop() }
      #expect(try gateway.verdict() == "")
      // No more locations than there are routes, and each of them whole.
      let conf = try String(contentsOf: folder.appending(path: "nginx.conf"), encoding: .utf8)
      #expect(conf.matches(of: #/\n        location /#).count == chosen.count + 4)
    }
  }

  @Test("expressions come before the files of a static site, and leave its rest alone")
  func beforeFiles() throws {
    let manifest = RandomSite.around(
      routes: """
            "~ ^/old/.*\\\\.html$": s0
            /api/: s1

        """, services: 2
    ).replacing("  routes:\n", with: "  static: { directory: dist, spa: true }\n  routes:\n")
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: .blueGreen, in: folder)
      defer { gateway.stop() }
      try gateway.write("page", "blue/static/index.html")
      try gateway.start(at: 80, withServices: 2)
      let answers = try gateway.answers(
        to: ["/old/a.html", "/a.html", "/", "/cart", "/.env", "/api/x.html"], at: 80)
      #expect(answers == ["s0 /old/a.html", "404", "page", "page", "404", "s1 /api/x.html"])
    }
  }

  @Test("a certificate's challenge is answered whatever an expression takes")
  func challenges() throws {
    let manifest = RandomSite.around(routes: "    ~ /: s0\n", services: 1)
    try withScratchFolder { folder in
      let gateway = try RunningGateway(manifest, on: .blueGreen, in: folder)
      defer { gateway.stop() }
      try gateway.write("token", "acme/.well-known/acme-challenge/x")
      try gateway.start(at: 80, withServices: 1)
      let answers = try gateway.answers(
        to: ["/.well-known/acme-challenge/x", "/nginx-health", "/x"], at: 80)
      #expect(answers == ["token", "healthy", "s0 /x"])
    }
  }
}
