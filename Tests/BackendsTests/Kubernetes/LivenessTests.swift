import Testing

/// A probe that kills stands behind one that waits for the start.
struct LivenessTests {
  private static func files(_ keys: String) throws -> KubernetesFiles {
    try KubernetesFiles(
      """
      zdc: 1
      project: model
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services: { web: { image: "r.example.com/web:1", port: 8000, command: [serve]\(keys) } }
      backing: { store: { image: "postgres:18", port: 5432\(keys) } }
      targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
      """)
  }

  private static let pods = ["web-deployment", "store-statefulset"].map { "kubernetes/\($0).yml" }

  @Test(arguments: pods) func `what has no health is not killed while it starts`(
    _ path: String
  ) throws {
    let text = try Self.files("").text(path)
    #expect(!text.contains("livenessProbe") && !text.contains("startupProbe"), "\(text)")
  }

  @Test(arguments: pods) func `what has one is asked whether it is alive once it started`(
    _ path: String
  ) throws {
    let text = try Self.files(", health: { tcp: true }").text(path)
    #expect(text.contains("livenessProbe") && text.contains("startupProbe"), "\(text)")
  }
}
