import Diagnostics
import Testing

@testable import Backends

@Suite struct PodTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web:
        image: registry.example.com/web:1
        port: 8000
        ports: { metrics: 9100 }
        health: { path: /up, interval: 4s, timeout: 2s, retries: 5, start: 10s, startInterval: 2s }
        command: [server, --name, "a $(HOST) b", "한 $글"]
        workingDir: /app
        env:
          PLAIN: "$(PATH) and $$ and {{ x }}"
          HOST: x
        user: "1000:1001"
        readOnly: true
        tmpfs: [/tmp, /run]
        capAdd: [NET_BIND_SERVICE]
        shmSize: 32Mi
        extraHosts: { db.internal: 192.0.2.7 }
        labels: { team: ml, note: "free text!" }
        platform: linux/arm64
        placement: { constraints: { disk: ssd } }
        resources: { cpu: 1500m, memory: 1Gi, gpu: 2, reserve: { cpu: 250m } }
        pull: always
      edge:
        image: registry.example.com/edge:1
        port: 9000
        health: { tcp: true }
        live: { path: /alive, interval: 20s }
        stop: { signal: SIGINT, grace: 90s }
    """

  private let files: KubernetesFiles
  private let web = "kubernetes/web-deployment.yml"

  init() throws { files = try KubernetesFiles(Self.manifest) }

  @Test func startupAsksAtItsOwnPaceUntilTheBudgetIsUsedUp() throws {
    #expect(
      try files.block("startupProbe:", in: web) == """
        httpGet:
          path: /up
          port: 8000
          httpHeaders:
            # The same request as on the other targets; by default it would be the pod's address.
            - name: Host
              value: 127.0.0.1:8000
        periodSeconds: 2
        timeoutSeconds: 2
        # (start 10s + interval 4s × retries 5) ÷ 2 s
        failureThreshold: 15
        terminationGracePeriodSeconds: 5
        """)
  }

  @Test func readinessHasTheHealthsTimes() throws {
    let probe = try files.block("readinessProbe:", in: web)
    #expect(probe.hasSuffix("periodSeconds: 4\ntimeoutSeconds: 2\nfailureThreshold: 5"))
  }

  @Test func livenessIsATCPConnectUnlessTheManifestSaysMore() throws {
    #expect(try files.block("livenessProbe:", in: web).hasPrefix("tcpSocket:\n  port: 8000\n"))
    let live = try files.block("livenessProbe:", in: "kubernetes/edge-deployment.yml")
    #expect(live.contains("path: /alive"))
    #expect(live.contains("periodSeconds: 20"))
  }

  @Test func thePauseCoversDrainAndPropagation() throws {
    #expect(try files.block("preStop:", in: web) == "sleep:\n  seconds: 40")
    #expect(try files.text(web).contains("\n      terminationGracePeriodSeconds: 45\n"))
  }

  @Test func anotherSignalIsSentFromAShell() throws {
    #expect(
      try files.block("preStop:", in: "kubernetes/edge-deployment.yml") == """
        exec:
          command: [sh, -c, sleep 40; kill -s INT 1; while kill -0 1 2>/dev/null; do sleep 1; done]
        """)
  }

  @Test func dollarsReachTheProcess() throws {
    let text = try files.text(web)
    #expect(text.contains("args: [server, --name, a $$(HOST) b, 한 $$글]"))
    #expect(text.contains("value: $$(PATH) and $$ and {{ x }}"))
  }

  @Test func aUserMeansTheRestrictedLevel() throws {
    #expect(
      try files.block("securityContext:", in: web) == """
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1001
        fsGroup: 1001
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile:
          type: RuntimeDefault
        """)
    let text = try files.text(web)
    #expect(
      text.contains(
        """
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      add:
                        - NET_BIND_SERVICE
                      drop:
                        - ALL
        """))
    // The other service has no user.
    #expect(
      try files.text("kubernetes/00-namespace.yml").contains(
        "pod-security.kubernetes.io/enforce: baseline"))
  }

  @Test func aServiceWithoutAUserIsNamed() {
    let notes = files.log.sorted.map(\.message)
    #expect(notes == ["pods of 'edge' do not keep Kubernetes' restricted security level"])
  }

  @Test func memoryIsMountedWhereTheManifestSays() throws {
    let text = try files.text(web)
    #expect(text.contains("- name: tmpfs-1\n              mountPath: /tmp\n"))
    #expect(text.contains("- name: tmpfs-1\n          emptyDir:\n            medium: Memory\n"))
    #expect(text.contains("- name: tmpfs-2\n          emptyDir:\n            medium: Memory\n"))
    #expect(text.contains("- name: shm\n              mountPath: /dev/shm\n"))
    #expect(
      text.contains(
        "- name: shm\n          emptyDir:\n            medium: Memory\n            sizeLimit: 32Mi")
    )
  }

  @Test func limitsAndReservations() throws {
    #expect(
      try files.block("resources:", in: web) == """
        limits:
          cpu: 1500m
          memory: 1Gi
          nvidia.com/gpu: 2
        requests:
          cpu: 250m
        """)
    let defaults = try files.block("resources:", in: "kubernetes/edge-deployment.yml")
    #expect(defaults.contains("requests:\n  cpu: 100m\n  memory: 128Mi"))
    #expect(!defaults.contains("limits"))
  }

  @Test func labelsThatKubernetesCannotHoldAreAnnotations() throws {
    let metadata = try files.block("template:", in: web)
    #expect(metadata.contains("    team: ml\n"))
    #expect(metadata.contains("  annotations:\n    note: free text!\n"))
  }

  @Test func placementPlatformAndHosts() throws {
    let text = try files.text(web)
    #expect(
      text.contains(
        """
              nodeSelector:
                kubernetes.io/os: linux
                kubernetes.io/arch: arm64
                disk: ssd
        """))
    #expect(
      text.contains(
        "hostAliases:\n        - ip: 192.0.2.7\n          hostnames:\n            - db.internal"))
    #expect(text.contains("imagePullPolicy: Always"))
    #expect(text.contains("workingDir: /app"))
  }

  @Test func serviceLinksAndTokensAreOff() throws {
    for path in [web, "kubernetes/edge-deployment.yml"] {
      #expect(try files.text(path).contains("enableServiceLinks: false"))
      #expect(try files.text(path).contains("automountServiceAccountToken: false"))
    }
  }
}
