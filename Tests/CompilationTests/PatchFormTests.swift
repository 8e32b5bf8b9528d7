import Diagnostics
import TestSupport
import Testing

/// Empty patches, odd ones, and ones that take what holds the artefacts together: each changes
/// nothing, is laid over the artefact, or is an error at its place.
@Suite struct PatchFormTests {
  private static let places = [
    ("blueGreen", "docker/docker-compose.blue-green.yml"),
    ("swarm", "docker/docker-compose.swarm.yml"),
    ("kubernetes", "kubernetes/web-deployment.yml#Deployment/web"),
    ("kubernetes", "kubernetes/web-deployment.yml#Service/web"),
    ("kubernetes", "kubernetes/namespace.yml#Namespace/shop"),
    ("kubernetes", "kustomization.yaml"),
  ]

  private static func containers(_ items: String) -> String {
    "{ spec: { template: { spec: { containers: \(items) } } } }"
  }

  private static let forms: [String] =
    [
      "{}", "[]", "x", "1", "true", "''", "[{}]", "{ x: {} }", "{ x: [] }", "{ '': 1 }",
      "{ name: x }", "{ kind: X }", "{ apiVersion: v2 }", "{ containers: [] }", "{ spec: {} }",
      "{ spec: [] }", "{ spec: null }", "{ metadata: {} }", "{ metadata: [] }",
      "{ metadata: null }", "{ metadata: { name: x } }", "{ metadata: { namespace: x } }",
      "{ metadata: { labels: {} } }", "{ metadata: { labels: [] } }",
      "{ metadata: { labels: null } }", "{ metadata: { name: null } }",
      "{ spec: { selector: { matchLabels: { 'app.kubernetes.io/name': x } } } }",
      "{ spec: { selector: {} } }", "{ spec: { selector: null } }", "{ spec: { ports: [] } }",
      "{ spec: { ports: [{ name: x, port: 1 }] } }", "{ spec: { replicas: {} } }",
      "{ services: {} }", "{ services: [] }", "{ services: null }", "{ volumes: {} }",
      "{ networks: {} }", "{ networks: null }", "{ secrets: {} }", "{ secrets: { a: {} } }",
      "{ x-a: { b: {} } }",
    ]
    + ["{}", "[]", "null", "x"].map { "{ services: { web: \($0) } }" }
    + [
      "environment", "healthcheck", "networks", "command", "image", "labels", "deploy", "ports",
      "volumes", "entrypoint", "restart", "stop_grace_period", "x",
    ].flatMap { key in
      ["{}", "[]", "null", "x"].map { "{ services: { web: { \(key): \($0) } } }" }
    }
    + [
      "[]", "{}", "null", "[{}]", "[[]]", "[x]", "[{ name: web }]", "[{ name: web, env: [] }]",
      "[{ name: web, env: {} }]", "[{ name: web, ports: [] }]", "[{ name: web, ports: [{}] }]",
      "[{ name: web, ports: [{ name: http }] }]", "[{ name: web, readinessProbe: {} }]",
      "[{ name: web, readinessProbe: null }]", "[{ name: web, resources: {} }]",
      "[{ name: web }, { name: x }]", "[{ name: x, image: y }]", "[{ name: web, command: [] }]",
      "[{ name: web, lifecycle: null }]", "[{ name: web, lifecycle: {} }]",
    ].map(containers)

  @Test(
    .slow, arguments: places.indices)
  func endInWords(place: Int) throws {
    let (target, file) = Self.places[place]
    for form in Self.forms {
      let manifest = """
        zdc: 1
        project: shop
        gateway: { listen: { http: 80 }, routes: { /: web } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up, env: { A: b } }
        targets: { \(target): { patches: { '\(file)': \(form) } } }
        """
      guard let errors = BuildEnd.errors(manifest) else {
        Issue.record("\(file): \(form) is a fault of zdc")
        continue
      }
      #expect(errors.allSatisfy { $0.range != nil }, "\(file): \(form)")
    }
  }

  /// Empty forms change nothing, and a list is no patch.
  @Test func emptyFormsChangeNothing() throws {
    for form in ["{}", "{ services: {} }", "{ services: { web: {} } }", "{ volumes: {} }"] {
      let manifest = Self.manifest(form)
      #expect(BuildEnd.errors(manifest) == [], "\(form)")
    }
    for name in ["{ metadata: { name: x } }", "{ kind: X }"] {
      let kubernetes =
        Self.manifest("{}") + """

            kubernetes: { patches: { 'kubernetes/web-deployment.yml#Deployment/web': \(name) } }
          """
      #expect(BuildEnd.errors(kubernetes)?.map(\.code.number) == [171], "\(name)")
    }
    for form in ["[]", "x", "1"] {
      #expect(BuildEnd.errors(Self.manifest(form))?.map(\.code.number) == [170], "\(form)")
    }
  }

  private static func manifest(_ patch: String) -> String {
    """
    zdc: 1
    project: shop
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
    backing: { db: { image: "shop/db:1", health: { command: [ask] }, volumes: { d: /d } } }
    volumes: { d: { node: manager } }
    targets:
      blueGreen: { patches: { docker/docker-compose.blue-green.yml: \(patch) } }
    """
  }
}
