import Diagnostics
import Testing

/// `role: init`: what ends with 0 before the others start, on each target.
@Suite("Init services") struct InitServiceTests {
  private static func manifest(_ keys: String = "", first: String = "") -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", entrypoint: [/e], command: [serve], port: 80, health: /up, dependsOn: [buckets] }
      buckets: { role: init, image: "shop/mc:1", command: [mb, "${NAME}"]\(keys) }
      \(first)
    backing:
      store: { image: "shop/store:1", port: 81, health: { command: [ask] } }
    targets: [blueGreen, swarm, kubernetes]
    """
  }

  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"

  /// The lines of one service in a file of Compose's form.
  private static func part(_ name: String, of text: String?) throws -> String {
    let text = try #require(text)
    let start = try #require(text.firstRange(of: "\n  \(name):\n")).upperBound
    let end = text[start...].firstRange(of: "\n\n")?.lowerBound ?? text.endIndex
    return String(text[start..<end])
  }

  @Test func `Compose runs it to its end before what names it`() throws {
    let files = try BuildEnd.files(Self.manifest())
    let compose = try #require(files[Self.compose])
    #expect(compose.contains("  buckets-blue:\n") && compose.contains("  buckets-green:\n"))
    for colour in ["blue", "green"] {
      let web = try Self.part("web-\(colour)", of: compose)
      let shape = "buckets-\(colour):\n        condition: service_completed_successfully"
      #expect(web.contains(shape), "\(web)")
    }
    let shared = try #require(compose.firstRange(of: "x-buckets: &buckets\n")).upperBound
    let block = compose[shared...].prefix(600)
    #expect(block.contains("restart: 'no'") && block.contains("command: [mb, "))
    #expect(!block.prefix(while: { $0 != "x" }).contains("entrypoint"))
    let script = try #require(files["docker/scripts/deploy-blue-green.sh"])
    #expect(script.contains("\nRELEASES=(buckets)\n") && script.contains("\nWORKERS=()\n"))
    #expect(script.contains(" release start"))
  }

  @Test func `Swarm and Kubernetes run it as a job`() throws {
    let files = try BuildEnd.files(Self.manifest(", env: { STORE: \"${store.host}\" }"))
    let stack = try Self.part("buckets", of: files[Self.stack])
    #expect(stack.contains("mode: replicated-job") && stack.contains("STORE: store"))
    #expect(!stack.contains("entrypoint"))
    let swarm = try #require(files["docker/scripts/deploy-swarm.sh"])
    #expect(swarm.contains("\nRELEASES=(buckets)\n") && swarm.contains("\nWORKERS=()\n"))
    let job = try #require(files["kubernetes/jobs/buckets.yml"])
    #expect(
      job.contains("kind: Job") && job.contains("args: [mb, ") && job.contains("name: buckets"))
    #expect(!files.keys.contains { $0.hasPrefix("kubernetes/buckets") })
    let cluster = try #require(files["kubernetes/scripts/deploy-kubernetes.sh"])
    #expect(cluster.contains("\nRELEASES=(buckets)\n"))
  }

  @Test func `several run in the order of what they name, releases among them`() throws {
    let text = Self.manifest(
      ", dependsOn: [store, first]",
      first: "first: { role: init, image: \"shop/mc:1\", command: [a] }"
    ).replacing("dependsOn: [buckets] }", with: "dependsOn: [buckets], release: [[migrate]] }")
    let files = try BuildEnd.files(text)
    for script in ["docker/scripts/deploy-blue-green.sh", "docker/scripts/deploy-swarm.sh"] {
      #expect(files[script]?.contains("\nRELEASES=(first buckets web-release)\n") == true)
    }
    #expect(files["kubernetes/jobs/web-release.yml"] != nil)
  }

  @Test func `secrets as values reach it through the wrapper`() throws {
    let text =
      Self.manifest(", entrypoint: [/mc], secrets: { KEY: key }")
      + "\nsecrets: { key: { env: THE_KEY } }\n"
    let files = try BuildEnd.files(text)
    let stack = try Self.part("buckets", of: files[Self.stack])
    #expect(stack.contains("--secret, KEY=/run/secrets/key, --, /mc]"))
    #expect(!stack.contains("--pause") && stack.contains("source: entrypoint"))
  }

  @Test(arguments: [
    (", port: 80", [181]), (", health: { command: [a] }", [181]), (", health: none", [181]),
    (", replicas: 2", [181]), (", release: [[a]]", [181]), (", restart: always", [181]),
    (", replicas: 1, restart: \"no\"", []), (", stop: { grace: 10s }", [181]),
    (", schedule: \"0 3 * * *\"", [138, 311]), (", dependsOn: [web]", [182, 133]),
    (", dependsOn: [store]", []),
  ])
  func `what it has not`(keys: String, expected: [Int]) {
    let codes = BuildEnd.errors(Self.manifest(keys))?.map(\.code.number) ?? [70]
    #expect(Set(codes) == Set(expected), "\(codes)")
  }

  @Test func `a backing service does not wait for it`() {
    let text = Self.manifest().replacing(
      "health: { command: [ask] } }", with: "health: { command: [ask] }, dependsOn: [buckets] }")
    #expect(BuildEnd.errors(text)?.isEmpty == false)
  }
}
