import Foundation
import OutputTrees
import TestSupport
import Testing

@testable import Backends

/// What only the deployment knows: tags, variables, serials of secrets.
@Suite(.waits) struct DeployTimeTests {
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
    let path = "kubernetes/scripts/overlay.yml"
    let overlay = try files.text(path)
    #expect(
      try files.holds(
        """
        - target:
            kind: Deployment
            name: web
          patch: |
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                metadata:
                  annotations:
                    example.com/release: "${TAG:-dev}"
                spec:
                  hostAliases:
                    - $$patch: replace
                    - ip: "${DB_ADDRESS}"
                      hostnames:
                        - db.internal
                  containers:
                    - name: web
                      image: "p-web:${TAG:-dev}"
                      envFrom:
                        - secretRef:
                            name: "web-env-${ZDC_SERIAL_WEB_ENV}"
                      env:
                        - name: KEY
                          valueFrom:
                            secretKeyRef:
                              name: "key-${ZDC_SERIAL_KEY}"
        """, in: path), "\(overlay)")
    #expect(!overlay.contains("kept-elsewhere"))
    #expect(overlay.contains("- web-release.yml"))
    #expect(overlay.contains("- GREETING=GREETING.value\n      - MODE=MODE.value"))
  }

  /// What the real kustomize makes of it, also of artefacts in which somebody changed the order.
  @Test(.enabled(if: Tool.isThere("kubectl"), "needs kubectl"), arguments: [false, true])
  func `names decide where a value goes`(isReordered: Bool) throws {
    try withScratchFolder { folder in
      let base = folder.appending(path: "base")
      try files.write(to: base)
      if isReordered {
        let url = base.appending(path: web)
        let text = try String(contentsOf: url, encoding: .utf8)
        let first = "            - name: FIRST\n              value: first\n"
        let moved = text.replacing("          env:\n", with: "          env:\n\(first)")
        try #require(moved != text)
        try Data(moved.utf8).write(to: url)
      }
      let overlay = try files.text("kubernetes/scripts/overlay.yml")
        .replacing(/\$\{([A-Z_]+)[^}]*\}/) { "of-\($0.1)" }.replacing("$$", with: "$")
      try Data(overlay.utf8).write(to: folder.appending(path: "kustomization.yaml"))
      for job in ["web-release.yml", "nginx-confirm.yml"] {
        try FileManager.default.copyItem(
          at: base.appending(path: "kubernetes/jobs/\(job)"), to: folder.appending(path: job))
      }
      for name in ["MODE", "GREETING"] {
        try Data("x".utf8).write(to: folder.appending(path: "\(name).value"))
      }
      let outcome = try #require(Tool("kubectl")).run(["kustomize", folder.path])
      try #require(outcome.status == 0, "\(outcome.errors)")
      let file = folder.appending(path: "rendered.yml")
      try Data(outcome.text.utf8).write(to: file)
      let objects = try #require(try YAMLFiles.read([file.path])[file.path])
      let pod = try #require(
        objects.first { $0.kind.text == "Deployment" && $0.metadata.name.text == "web" }
      ).spec.template.spec
      let container = try #require(pod.containers.items.first)
      #expect(container.image.text == "p-web:of-TAG")
      #expect(pod.hostAliases.items.map(\.ip.text) == ["of-DB_ADDRESS"])
      let key = try #require(container.env.items.first { $0.name.text == "KEY" })
      #expect(key.valueFrom.secretKeyRef.name.text == "key-of-ZDC_SERIAL_KEY")
      #expect(
        container.envFrom.items.map(\.secretRef.name.text) == ["web-env-of-ZDC_SERIAL_WEB_ENV"])
      let others = container.env.items.filter { $0.name.text != "KEY" }
      #expect(!others.description.contains("of-"), "\(others)")
    }
  }

  @Test func theScriptKnowsWhereValuesComeFrom() throws {
    let script = try files.text("kubernetes/scripts/deploy-kubernetes.sh")
    for line in [
      "REQUIRED=(MODE DB_ADDRESS)", "OPTIONAL=(TAG GREETING)", "TAG_VARIABLE='TAG'",
      "  \"GREETING=\\${GREETING:-hello}\"", "  'key env THE_KEY'",
      "  'other-key external kept-elsewhere'", "  'web-env envFile web'",
      "ENV_FILES=('web required ../../../manifests/web.env')",
      "  'tls folder ../../../manifests/tls'", "SECRET_VARIABLES=(THE_KEY)",
      "RELEASES=(web-release)",
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
