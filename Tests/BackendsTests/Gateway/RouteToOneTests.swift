import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import TestSupport
import Testing

@testable import Backends

/// A route to a singleton, and to a backing service: of either there is one, whatever colour serves.
@Suite struct RouteToOneTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      routes: { /: web, /git/: { service: git, websocket: true, timeout: 10m }, /files/: store }
    strategy: { blueGreen: { confirm: { compare: true } } }
    services:
      web: { image: "public/web:1", port: 80, health: /up }
      git:
        { role: singleton, image: "public/git:1", port: 3000, health: /git/up, publish: ["2222:22", "53:53/udp"] }
    backing:
      store: { image: "public/store:1", port: 9000, health: { command: [ok] } }
    """

  private func files(_ target: Target) throws -> [String: String] {
    let plan = try #require(try PlannedManifest.text(Self.manifest).plan(for: target))
    var log = DiagnosticLog()
    let files =
      switch target {
      case .blueGreen: BlueGreenArtefacts.files(plan, into: &log)
      case .swarm: SwarmArtefacts.files(plan, into: &log)
      case .kubernetes: KubernetesArtefacts.files(plan, into: &log)
      }
    return Dictionary(
      files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func noSwitchMovesIt() throws {
    let files = try files(.blueGreen)
    let conf = try #require(files["docker/nginx/nginx-blue-green.conf"])
    #expect(conf.contains("upstream git {"))
    #expect(conf.contains("server git-blue:3000 resolve max_fails="))
    #expect(conf.contains("server git-green:3000 resolve max_fails=0 backup;"))
    #expect(conf.contains("server store:9000 resolve max_fails="))
    #expect(conf.contains("proxy_pass http://git;") && conf.contains("proxy_pass http://store;"))
    #expect(conf.contains("proxy_pass http://web-$colour;"))
    for colour in ["blue", "green"] {
      let upstreams = try #require(files["docker/nginx/upstreams/\(colour).conf"])
      #expect(upstreams.contains("upstream web-\(colour)"))
      #expect(!upstreams.contains("git") && !upstreams.contains("store"))
    }
    let script = try #require(files["docker/scripts/deploy-blue-green.sh"])
    #expect(script.contains("8079/zdc/health/web'") && !script.contains("8079/zdc/health/git"))
    #expect(script.contains("8079/'"))
    #expect(!script.contains("8079/git/") && !script.contains("8079/files/"))
  }

  @Test func underSwarmItsTasksAreAsked() throws {
    let files = try files(.swarm)
    let conf = try #require(files["docker/nginx/nginx-swarm.conf"])
    #expect(conf.contains("server tasks.git:3000 ") && conf.contains("server tasks.store:9000 "))
    let stack = try #require(files["docker/docker-compose.swarm.yml"])
    #expect(stack.contains("published: 2222") && stack.contains("protocol: udp"))
  }

  /// nginx asks a Service's name once: that of a headless one would lead to a pod that is gone.
  @Test func onKubernetesItsServiceHasAnAddress() throws {
    let files = try files(.kubernetes)
    let store = try #require(files["kubernetes/store-statefulset.yml"])
    #expect(store.contains("kind: Service") && !store.contains("clusterIP"))
    let git = try #require(files["kubernetes/git-deployment.yml"])
    #expect(git.contains("kind: Service") && git.contains("type: Recreate"))
  }

  @Test(
    "is passed on by the real nginx", .enabled(if: RunningGateway.isThere, RunningGateway.reason),
    arguments: Target.allCases)
  func answers(_ target: Target) throws {
    try withScratchFolder { folder in
      let gateway = try RunningGateway(Self.manifest, on: target, in: folder)
      defer { gateway.stop() }
      let port = target == .kubernetes ? 8080 : 80
      try gateway.start(at: port, withServices: 3)
      let answers = try gateway.answers(to: ["/", "/git/", "/files/a"], at: port)
      #expect(!answers.contains("502") && !answers.contains("404"), "\(answers)")
    }
  }
}
