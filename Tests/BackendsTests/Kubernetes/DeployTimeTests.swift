import OutputTrees
import Testing

@testable import Backends

/// What only the deployment knows: tags, variables, serials of secrets.
@Suite struct DeployTimeTests {
  private static let manifest = """
    zdc: 1
    project: p
    version: ${TAG:-dev}
    gateway: { listen: { http: 80, https: 443 }, tls: { certificates: tls }, routes: { /: web } }
    services:
      web:
        build: { context: web, dockerfile: Containerfile, args: { A: "x$$y ${TAG:-dev}" } }
        port: 8000
        health: /up
        command: [server, --mode, "${MODE}"]
        env:
          WHOLE: ${GREETING:-hello}
          MIXED: "a ${GREETING:-hello} $(b)"
        envFile: web.env
        labels: { example.com/release: "${TAG:-dev}" }
        extraHosts: { db.internal: "${DB_ADDRESS}" }
        secrets: { KEY: key, OTHER_KEY_FILE: other-key }
        release: ./migrate
    secrets:
      key: { env: THE_KEY }
      other-key: { external: kept-elsewhere }
    targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
    """

  private let files: KubernetesFiles
  private let web = "kubernetes/web-deployment.yml"

  init() throws { files = try KubernetesFiles(Self.manifest) }

  @Test func variablesComeInByAConfigMap() throws {
    let env = try files.block("env:", in: web)
    #expect(
      env == """
        - name: ZDC_GREETING
          valueFrom:
            configMapKeyRef:
              name: p-deploy
              key: GREETING
        - name: ZDC_MODE
          valueFrom:
            configMapKeyRef:
              name: p-deploy
              key: MODE
        - name: WHOLE
          valueFrom:
            configMapKeyRef:
              name: p-deploy
              key: GREETING
        - name: MIXED
          value: a $(ZDC_GREETING) $$(b)
        - name: KEY
          valueFrom:
            secretKeyRef:
              name: key
              key: value
        - name: OTHER_KEY_FILE
          value: /run/secrets/other-key
        """)
    #expect(try files.text(web).contains("args: [server, --mode, $(ZDC_MODE)]"))
  }

  @Test func artefactsAtRestHoldDefaultsOrPlaceholders() throws {
    let text = try files.text(web)
    #expect(text.contains("image: p-web:dev"))
    #expect(text.contains("- ip: unset-db-address"))
    #expect(text.contains("example.com/release: dev"))
    #expect(text.contains("name: web-env"))
    #expect(text.contains("name: kept-elsewhere"))
  }

  @Test func theOverlaySetsExactlyTheRest() throws {
    let overlay = try files.text("kubernetes/scripts/overlay.yml")
    for (path, value) in [
      ("/spec/template/metadata/annotations/example.com~1release", "${TAG:-dev}"),
      ("/spec/template/spec/hostAliases/0/ip", "${DB_ADDRESS}"),
      ("/spec/template/spec/containers/0/image", "p-web:${TAG:-dev}"),
      (
        "/spec/template/spec/containers/0/envFrom/0/secretRef/name", "web-env-${ZDC_SERIAL_WEB_ENV}"
      ),
      (
        "/spec/template/spec/containers/0/env/4/valueFrom/secretKeyRef/name",
        "key-${ZDC_SERIAL_KEY}"
      ),
      ("/spec/template/spec/volumes/1/secret/secretName", "tls-${ZDC_SERIAL_TLS}"),
    ] {
      #expect(
        overlay.contains("\"path\": \"\(path)\",\n          \"value\": \"\(value)\""), "\(path)")
    }
    #expect(!overlay.contains("kept-elsewhere"))
    #expect(overlay.contains("- web-release.yml"))
    #expect(overlay.contains("- GREETING=GREETING.value\n      - MODE=MODE.value"))
  }

  @Test func theScriptKnowsWhereValuesComeFrom() throws {
    let script = try files.text("kubernetes/scripts/deploy-kubernetes.sh")
    for line in [
      "REQUIRED=(MODE DB_ADDRESS)", "OPTIONAL=(TAG GREETING)", "TAG_VARIABLE='TAG'",
      "  \"GREETING=\\${GREETING:-hello}\"", "  'key env THE_KEY'",
      "  'other-key external kept-elsewhere'", "  'web-env envFile ../../../manifests/web.env'",
      "  'tls folder ../../../manifests/tls'", "SECRET_VARIABLES=(THE_KEY)",
      "RELEASES=(web)",
    ] {
      #expect(script.contains("\n\(line)\n"), "\(line)")
    }
    #expect(
      script.contains(
        "  \"p-web:\\${TAG:-dev}\" keep --file ../../../manifests/web/Containerfile"
          + " --build-arg \"A=x\\$\\$y \\${TAG:-dev}\" ../../../manifests/web ';'\n"))
  }

  @Test func noScriptIsLongerThanFourHundredLines() throws {
    for name in ["brain-tumor", "shop", "minimal"] {
      let files = try KubernetesFiles(PlannedManifest.named(name))
      for script in files.files where script.path.hasSuffix(".sh") {
        #expect(script.lineOrigins.count <= 400, "\(name): \(script.path)")
      }
    }
  }
}
