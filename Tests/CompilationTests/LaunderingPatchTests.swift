import Backends
import Diagnostics
import Testing

/// What zdc derives keeps requests from being lost: no patch takes it away unseen.
@Suite("A patch launders no outage")
struct LaunderingPatchTests {
  private static let deployment = "kubernetes/web-deployment.yml#Deployment/web"
  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"

  private func faults(_ target: String, _ selector: String, _ patch: String) -> [Diagnostic] {
    // The others would only take time.
    let others = ["blueGreen", "swarm", "kubernetes"].filter { $0 != target }
    let off = others.map { "  \($0): { enabled: false }\n" }.joined()
    let manifest = """
      zdc: 1
      project: shop
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", port: 8080, health: { path: /up, via: curl }, command: [serve],
          release: [[migrate, up]], dependsOn: [models] }
        mailer: { image: "shop/mail:1", command: [mail], release: [[one, a], [two, "${TAG}"]] }
        models: { role: init, image: "shop/models:1", command: [fetch, all] }
      backing:
        store: { image: "shop/store:1", port: 5432, health: { command: [ready] } }
      targets:
        \(target):
          patches:
            \(selector): \(patch)

      """ + off
    guard let errors = BuildEnd.errors(manifest) else {
      Issue.record("a fault of zdc")
      return []
    }
    return errors
  }

  private func isTold(_ found: [Diagnostic], _ key: String) {
    #expect(!found.isEmpty)
    #expect(
      found.contains { $0.code == PatchCodes.changedFact && $0.message.contains("'\(key)'") },
      "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.range != nil })
  }

  @Test(arguments: [
    ("terminationGracePeriodSeconds", "template: { spec: { terminationGracePeriodSeconds: 3 } }"),
    (
      "terminationGracePeriodSeconds",
      """
      template: { spec: { terminationGracePeriodSeconds: 3, \
      containers: [{ name: web, lifecycle: null }] } }
      """
    ),
    ("lifecycle", "template: { spec: { containers: [{ name: web, lifecycle: null }] } }"),
    ("maxUnavailable", "strategy: { rollingUpdate: { maxUnavailable: 100% } }"),
    ("type", "strategy: { type: Recreate, rollingUpdate: null }"),
    ("strategy", "strategy: null"),
    ("replicas", "replicas: 5"),
    ("minReadySeconds", "minReadySeconds: 0"),
    ("progressDeadlineSeconds", "progressDeadlineSeconds: 5"),
    ("readinessProbe", "template: { spec: { containers: [{ name: web, readinessProbe: null }] } }"),
    (
      "periodSeconds",
      "template: { spec: { containers: [{ name: web, readinessProbe: { periodSeconds: 90 } }] } }"
    ),
    (
      "app.kubernetes.io/name", "template: { metadata: { labels: { app.kubernetes.io/name: b } } }"
    ),
    ("a", "selector: { matchLabels: { a: b } }"),
  ])
  func ofADeployment(_ key: String, _ spec: String) {
    isTold(faults("kubernetes", Self.deployment, "{ spec: { \(spec) } }"), key)
  }

  @Test func selectorOfAService() {
    isTold(
      faults(
        "kubernetes", "kubernetes/web-deployment.yml#Service/web",
        "{ spec: { selector: { a: b } } }"), "a")
  }

  @Test func namespaces() {
    isTold(faults("kubernetes", "kustomization.yaml", "{ namespace: elsewhere }"), "namespace")
    isTold(
      faults("kubernetes", Self.deployment, "{ metadata: { namespace: elsewhere } }"), "namespace")
  }

  @Test func disruptionBudget() {
    isTold(
      faults(
        "kubernetes", "kubernetes/web-deployment.yml#PodDisruptionBudget/web",
        "{ spec: { maxUnavailable: 2 } }"), "maxUnavailable")
  }

  @Test(arguments: [
    ("stop_grace_period", "web: { stop_grace_period: 1s }"),
    ("disable", "web: { healthcheck: { disable: true } }"),
    ("healthcheck", "web: { healthcheck: null }"),
    ("interval", "web: { healthcheck: { interval: 90s } }"),
    ("zdc.colour", "store: { labels: { zdc.colour: blue } }"),
    ("zdc.role", "web: { labels: { zdc.role: backing } }"),
    ("zdc.anything", "web: { labels: { zdc.anything: x } }"),
    ("replicas", "web: { deploy: { replicas: 5 } }"),
    ("container_name", "web: { container_name: web }"),
    ("stop_grace_period", "nginx: { stop_grace_period: 1s }"),
  ])
  func ofAComposeService(_ key: String, _ services: String) {
    isTold(faults("blueGreen", Self.compose, "{ services: { \(services) } }"), key)
  }

  @Test(arguments: [
    ("order", "web: { deploy: { update_config: { order: stop-first } } }"),
    ("replicas", "web: { deploy: { replicas: 5 } }"),
    ("stop_grace_period", "web: { stop_grace_period: 1s }"),
    ("disable", "web: { healthcheck: { disable: true } }"),
    ("mode", "web: { deploy: { mode: global } }"),
    ("zdc.deployment", "web: { deploy: { labels: { zdc.deployment: x } } }"),
    ("entrypoint", "web: { entrypoint: [serve] }"),
    ("failure_action", "web: { deploy: { update_config: { failure_action: continue } } }"),
  ])
  func ofASwarmService(_ key: String, _ services: String) {
    isTold(faults("swarm", Self.stack, "{ services: { \(services) } }"), key)
  }

  @Test(
    "what runs once before a version",
    arguments: [
      ("restart", "web-release: { restart: always }"),
      ("command", "web-release: { command: [migrate, down] }"),
      ("entrypoint", "web-release: { entrypoint: [sh] }"),
      ("image", "web-release: { image: other }"),
      ("replicas", "web-release: { deploy: { replicas: 0 } }"),
      ("command", "mailer-release: { command: [\"one a\\n\"] }"),
      ("entrypoint", "mailer-release: { entrypoint: [sh, -c] }"),
      ("restart", "models: { restart: always }"),
      ("command", "models: { command: [fetch, none] }"),
      ("user", "models: { user: root }"),
      ("restart", "setup: { restart: always }"),
      ("entrypoint", "setup: { entrypoint: [\"true\"] }"),
      ("network_mode", "setup: { network_mode: host }"),
    ])
  func ofAComposeOneShot(_ key: String, _ services: String) {
    isTold(faults("blueGreen", Self.compose, "{ services: { \(services) } }"), key)
  }

  @Test(
    "what runs once before a version, on Swarm",
    arguments: [
      ("mode", "web-release: { deploy: { mode: replicated } }"),
      ("replicas", "web-release: { deploy: { replicas: 0 } }"),
      ("condition", "web-release: { deploy: { restart_policy: { condition: any } } }"),
      ("max_attempts", "web-release: { deploy: { restart_policy: { max_attempts: 0 } } }"),
      ("command", "web-release: { command: [migrate, down] }"),
      ("command", "mailer-release: { command: [\"one a\\n\"] }"),
      ("healthcheck", "models: { healthcheck: null }"),
      ("mode", "models: { deploy: { mode: global } }"),
      ("command", "models: { command: [fetch, none] }"),
    ])
  func ofASwarmOneShot(_ key: String, _ services: String) {
    isTold(faults("swarm", Self.stack, "{ services: { \(services) } }"), key)
  }

  @Test(
    "what runs once before a version, on Kubernetes",
    arguments: [
      ("backoffLimit", "web-release", "backoffLimit: 6"),
      ("suspend", "web-release", "suspend: true"),
      ("restartPolicy", "web-release", "template: { spec: { restartPolicy: OnFailure } }"),
      (
        "args", "web-release",
        "template: { spec: { containers: [{ name: release, args: [migrate, down] }] } }"
      ),
      (
        "args", "mailer-release",
        "template: { spec: { initContainers: [{ name: release-1, args: [one] }] } }"
      ),
      (
        "command", "mailer-release",
        "template: { spec: { containers: [{ name: release-2, command: [\"true\"] }] } }"
      ),
      (
        "command", "mailer-release",
        "template: { spec: { initContainers: [{ name: release-1, command: [two] }] } }"
      ),
      (
        "image", "mailer-release",
        "template: { spec: { containers: [{ name: release-2, image: other }] } }"
      ),
      ("backoffLimit", "models", "backoffLimit: 6"),
      (
        "args", "models",
        "template: { spec: { containers: [{ name: models, args: [fetch, none] }] } }"
      ),
    ])
  func ofAJob(_ key: String, _ name: String, _ spec: String) {
    isTold(
      faults("kubernetes", "kubernetes/jobs/\(name).yml", "{ spec: { \(spec) } }"), key)
  }

  @Test(
    "what no key of the manifest says may be patched in",
    arguments: [
      ("blueGreen", Self.compose, "{ services: { web: { logging: { driver: local } } } }"),
      ("blueGreen", Self.compose, "{ services: { web: { labels: { team: checkout } } } }"),
      ("swarm", Self.stack, "{ services: { web: { hostname: web } } }"),
      (
        "swarm", Self.stack, "{ services: { web: { deploy: { restart_policy: { window: 9s } } } } }"
      ),
      ("blueGreen", Self.compose, "{ services: { web-release: { mem_swappiness: 0 } } }"),
      ("blueGreen", Self.compose, "{ services: { models: { labels: { team: checkout } } } }"),
      (
        "kubernetes", "kubernetes/jobs/web-release.yml",
        "{ spec: { activeDeadlineSeconds: 900, ttlSecondsAfterFinished: 60 } }"
      ),
      (
        "kubernetes", Self.deployment,
        "{ spec: { template: { spec: { priorityClassName: high, tolerations: [] } } } }"
      ),
      (
        "kubernetes", Self.deployment,
        "{ spec: { template: { metadata: { annotations: { a: b } } } } }"
      ),
    ])
  func harmless(_ target: String, _ selector: String, _ patch: String) {
    #expect(faults(target, selector, patch).map(\.message) == [])
  }
}
