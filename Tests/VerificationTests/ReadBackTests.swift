import Diagnostics
import Testing
import Verification

/// Manifests whose artefacts the plan's facts once described in another way than the backends did.
@Suite("What is read back is what the plan says")
struct ReadBackTests {
  private func holds(_ manifest: String) throws {
    let built = try #require(Built("manifest.yml", text: manifest))
    #expect(built.diagnostics(built.artefacts).map(\.message) == [])
  }

  @Test("where only a backing image holds the tag")
  func tagOfABackingImage() throws {
    let built = try #require(
      Built(
        "little.yml",
        text: """
          zdc: 1
          project: little
          services:
            web: { image: "a/web:1", port: 8080, health: /up, command: [serve] }
          backing:
            cache: { image: "redis:${TAG:-7}", health: { command: [redis-cli, ping] } }
          """))
    let script = try #require(built.file("docker/scripts/deploy-blue-green.sh"))
    #expect(String(decoding: script.bytes, as: UTF8.self).contains("TAG_VARIABLE='TAG'"))
    #expect(built.diagnostics(built.artefacts).map(\.message) == [])
  }

  @Test(
    "where a patch sets what stands beside a fact under Swarm",
    arguments: [
      "update_config: { monitor: 30s }", "rollback_config: { monitor: 30s }",
      "restart_policy: { window: 10s }", "resources: { reservations: { generic_resources: [] } }",
    ])
  func patchedStack(_ deploy: String) throws {
    try holds(
      """
      zdc: 1
      project: stack
      services:
        web: { image: "a/web:1", port: 8080, health: /up, command: [serve] }
      targets:
        swarm:
          patches:
            docker/docker-compose.swarm.yml: { services: { web: { deploy: { \(deploy) } } } }
      """)
  }

  @Test("where a patch says more of a volume")
  func patchedVolume() throws {
    let path = "docker/docker-compose.blue-green.yml"
    let built = try #require(
      Built(
        "volume.yml",
        text: """
          zdc: 1
          project: volume
          services:
            web: { image: "a/web:1", port: 8080, health: /up, command: [serve] }
          backing:
            db: { image: "a/db:1", health: { command: [ok] }, volumes: { rows: /rows } }
          volumes: { rows: {} }
          targets:
            blueGreen:
              patches:
                \(path): { volumes: { rows: { driver_opts: { type: nfs } } } }
          """))
    let text = String(decoding: try #require(built.file(path)).bytes, as: UTF8.self)
    #expect(text.contains("  rows:\n    driver_opts:\n      type: nfs\n"))
    #expect(built.diagnostics(built.artefacts).map(\.message) == [])
  }

  @Test("where a patch is of one of two release commands")
  func patchedRelease() throws {
    try holds(
      """
      zdc: 1
      project: released
      services:
        web:
          build: minimal
          port: 8080
          health: /up
          command: [serve]
          env: { MODE: fast }
          release: [[migrate], [collect]]
      targets:
        kubernetes:
          patches:
            kubernetes/jobs/web-release.yml:
              spec:
                template:
                  spec:
                    initContainers: [{ name: release-1, image: "fixed:1" }]
                    containers: [{ name: release-2, tty: true }]
      """)
  }

  @Test(
    "where patches move what the deployment sets",
    arguments: [
      #"containers: [{ name: web, image: "fixed:1" }]"#,
      #"containers: [{ name: web, env: [{ name: ADDED, value: "1" }] }]"#,
      #"volumes: [{ name: scratch, emptyDir: {} }]"#,
      #"initContainers: [{ name: wait, image: "busybox:1", command: [sleep, "1"] }]"#,
      #"tolerations: [{ key: dedicated, operator: Exists }]"#,
      #"imagePullSecrets: [{ name: registry }]"#,
      #"containers: [{ name: web, lifecycle: { postStart: { exec: { command: [warm] } } } }]"#,
    ])
  func patchedDeployment(_ spec: String) throws {
    try holds(
      """
      zdc: 1
      project: patched
      services:
        web:
          build: minimal
          port: 8080
          health: /up
          command: [serve]
          secrets: { KEY: key }
      secrets: { key: { env: KEY } }
      targets:
        kubernetes:
          patches:
            kubernetes/web-deployment.yml#Deployment/web:
              spec: { template: { spec: { \(spec) } } }
      """)
  }

  @Test("an image that the deployment sets wrongly is told, beside a patch that moves nothing")
  func imageOfTheOverlay() throws {
    let path = "kubernetes/scripts/overlay.yml"
    let built = try #require(Built("shop.yml"))
    let text = String(decoding: try #require(built.file(path)).bytes, as: UTF8.self)
    #expect(text.contains("shop/api:${TAG"))
    let changed = text.replacing("shop/api:${TAG", with: "shop/apo:${TAG")
    let artefacts = built.artefacts.map { artefact in
      artefact.path == path
        ? VerifiedArtefact(path: path, file: SourceFile(path: path, bytes: Array(changed.utf8)))
        : artefact
    }
    let told = built.diagnostics(artefacts)
    #expect(told.count == 3)
    #expect(told.allSatisfy { $0.message.contains("shop/apo:${TAG") })
  }
}
