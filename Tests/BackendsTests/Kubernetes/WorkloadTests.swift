import Foundation
import Testing

@testable import Backends

@Suite struct WorkloadTests {
  private static let manifest = """
    zdc: 1
    project: p
    services:
      web:
        image: r.example.com/web:1
        port: 8000
        replicas: 4
        health: /up
        strategy: { rolling: { batch: 2, pause: 12s, order: stop-first } }
        release: [./migrate, [./warm, "a b"]]
        volumes: { files: /files, mine: { path: /mine, readOnly: true } }
      mailer:
        image: r.example.com/worker:1
        command: [work]
      clock:
        image: r.example.com/worker:1
        role: singleton
        command: [tick]
        placement: manager
      nightly:
        image: r.example.com/worker:1
        role: job
        schedule: "30 3 * * *"
        command: [clean]
    backing:
      db:
        image: postgres:17
        port: 5432
        health: { command: [pg_isready] }
        volumes: { db_data: /var/lib/postgresql/data, old: /old }
    volumes:
      files: { access: shared, size: 5Gi }
      mine: { storageClass: fast }
      db_data: { size: 20Gi }
      old: { external: true, name: old_volume }
    targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
    """

  private let files: KubernetesFiles

  init() throws { files = try KubernetesFiles(Self.manifest) }

  @Test func onlyWebServicesHaveAServiceAndABudget() throws {
    let web = try files.text("kubernetes/web-deployment.yml")
    #expect(web.contains("kind: Service\n"))
    #expect(web.contains("kind: PodDisruptionBudget\n"))
    for name in ["mailer", "clock"] {
      let text = try files.text("kubernetes/\(name)-deployment.yml")
      #expect(!text.contains("kind: Service\n"))
      #expect(!text.contains("PodDisruptionBudget"))
    }
  }

  @Test func theStrategysWordsBecomeKubernetes() throws {
    let web = try files.text("kubernetes/web-deployment.yml")
    #expect(
      try files.block("rollingUpdate:", in: "kubernetes/web-deployment.yml") == """
        # stop-first: an old pod goes before its successor comes.
        maxSurge: 0
        maxUnavailable: 2
        """)
    #expect(web.contains("  replicas: 4\n"))
    #expect(web.contains("  minReadySeconds: 12\n"))
    // 300 + start 30 + interval 5 × (retries 3 + 1) + pause 12
    #expect(web.contains("  progressDeadlineSeconds: 362\n"))
  }

  @Test func aWorkerWithoutACheckIsUpAfterTenSeconds() throws {
    let text = try files.text("kubernetes/mailer-deployment.yml")
    #expect(text.contains("  minReadySeconds: 10\n"))
    #expect(!text.contains("Probe"))
    #expect(!text.contains("preStop"))
    #expect(text.contains("type: RollingUpdate"))
  }

  @Test func aSingletonIsNeverTwo() throws {
    let text = try files.text("kubernetes/clock-deployment.yml")
    #expect(text.contains("strategy:\n    type: Recreate\n"))
    #expect(text.contains("key: node-role.kubernetes.io/control-plane"))
  }

  @Test func aJobIsACronJob() throws {
    let text = try files.text("kubernetes/nightly-cronjob.yml")
    #expect(text.contains("kind: CronJob"))
    #expect(text.contains("  schedule: 30 3 * * *\n"))
    #expect(text.contains("concurrencyPolicy: Forbid"))
    #expect(text.contains("restartPolicy: Never"))
  }

  @Test func releaseCommandsRunInOrderWithoutAShell() throws {
    let path = "kubernetes/jobs/web-release.yml"
    let text = try files.text(path)
    #expect(try files.block("initContainers:", in: path).contains("- name: release-1"))
    #expect(text.contains("args: [./migrate]"))
    #expect(text.contains("- name: release-2"))
    #expect(text.contains("args: [./warm, a b]"))
    #expect(text.contains("backoffLimit: 0"))
    #expect(text.contains("claimName: files"))
    #expect(try !files.text("kustomization.yaml").contains("jobs/"))
  }

  @Test func aDatabaseGetsTimeForItsFirstStart() throws {
    let path = "kubernetes/db-statefulset.yml"
    #expect(try files.block("startupProbe:", in: path).contains("failureThreshold: 600"))
    #expect(try files.text(path).contains("podManagementPolicy: Parallel"))
    #expect(try files.text(path).contains("clusterIP: None"))
    #expect(try files.text(path).contains("terminationGracePeriodSeconds: 30"))
  }

  @Test func claims() throws {
    let claims = try files.text("kubernetes/10-volumes.yml")
    #expect(claims.contains("name: files\n"))
    #expect(claims.contains("- ReadWriteMany"))
    #expect(claims.contains("name: mine\n"))
    #expect(claims.contains("storageClassName: fast"))
    #expect(claims.contains("name: db-data\n"))
    #expect(claims.contains("storage: 20Gi"))
    // An external one is not ours to make.
    #expect(!claims.contains("old"))
    let database = try files.text("kubernetes/db-statefulset.yml")
    #expect(database.contains("claimName: db-data"))
    #expect(database.contains("claimName: old-volume"))
    // A folder below a fresh disk's root, but not in a disk that was there before.
    #expect(database.components(separatedBy: "subPath: data").count == 2)
    let web = try files.text("kubernetes/web-deployment.yml")
    #expect(!web.contains("subPath"))
    #expect(web.contains("mountPath: /mine\n              readOnly: true"))
  }
}
