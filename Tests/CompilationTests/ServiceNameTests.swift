import Backends
import Diagnostics
import Testing

/// Names with `_`, which Compose and Swarm have, and DNS has not.
@Suite("Names of services") struct ServiceNameTests {
  private static let manifest = """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web_app, /api/: { service: rest_api } } }
    services:
      web_app:
        image: shop/web:1
        entrypoint: [/enter]
        command: [serve]
        port: 80
        health: /up
        dependsOn: [rest_api]
        release: [prepare]
        env: { API: "${rest_api.url}", CACHE: "${main_cache.host}" }
      rest_api: { image: "shop/api:1", entrypoint: [/e], command: [serve], port: 81, health: /up }
    backing:
      main_cache: { image: "shop/cache:1", port: 82, user: "1:1", health: { command: [ask] } }
    """

  @Test func `are kept under Compose and Swarm`() throws {
    let files = try BuildEnd.files(Self.manifest)
    let compose = try #require(files["docker/docker-compose.blue-green.yml"])
    for line in [
      "  web_app-blue:", "  main_cache:", "    container_name: shop-web_app-blue",
      "      API: http://rest_api-blue:81", "    CACHE: main_cache",
    ] {
      #expect(compose.contains("\(line)\n"), "\(line)")
    }
    let stack = try #require(files["docker/docker-compose.swarm.yml"])
    #expect(stack.contains("  web_app:\n") && stack.contains("API: http://rest_api:81\n"))
    #expect(files["docker/nginx/nginx-swarm.conf"]?.contains("rest_api:81") == true)
  }

  @Test func `have dashes on Kubernetes`() throws {
    let files = try BuildEnd.files(Self.manifest).filter { $0.key.hasPrefix("kubernetes/") }
    let app = try #require(files["kubernetes/web-app-deployment.yml"])
    #expect(app.contains("value: http://rest-api:81\n") && app.contains("value: main-cache\n"))
    for (path, text) in files {
      for name in ["web_app", "rest_api", "main_cache"] where !path.hasSuffix(".sh") {
        #expect(!text.contains(name), "\(path): \(name)")
      }
    }
    let script = try #require(files["kubernetes/scripts/deploy-kubernetes.sh"])
    #expect(script.contains("BACKING=(main-cache)"))
    #expect(script.contains("RELEASES=(web-app-release)"))
  }

  @Test(arguments: [
    ("rest-api", [130]), ("rest__api", [110]), ("_api", [110]), ("api_", [110]), ("Api_1", [110]),
    ("web_app-blue", [132]), ("api_2", []),
  ])
  func `may be`(name: String, expected: [Int]) {
    let text = Self.manifest.replacing(
      "backing:", with: "  \(name): { image: \"shop/x:1\", command: [x] }\nbacking:")
    let codes = BuildEnd.errors(text)?.map(\.code.number) ?? [70]
    #expect(codes == expected)
  }
}
