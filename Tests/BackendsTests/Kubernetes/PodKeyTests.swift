import Foundation
import Testing

/// What platform teams ask of pods.
struct PodKeyTests {
  private static let manifest = """
    zdc: 1
    project: model
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web:
        image: r.example.com/web:1
        port: 8000
        health: /up
        command: [serve]
        release: ./migrate
        serviceAccount: cloud
        priorityClass: high
        placement: manager
        tolerations: [{ key: gpu, value: only, effect: NoExecute }, { key: spare }]
        volumes: { data: { path: /data, readOnly: true }, more: /more }
      plain: { image: "r.example.com/w:1", command: [work], volumes: { data: /data } }
    backing: { cache: { image: "redis:7", port: 6379, health: { command: [redis-cli, ping] } } }
    volumes: { data: { access: shared, size: 1Gi }, more: { access: shared, size: 1Gi } }
    targets:
      blueGreen: { enabled: false }
      swarm: { enabled: false }
      kubernetes: { imagePullSecrets: [pull] }
    """

  private static let all = [
    "web-deployment.yml", "plain-deployment.yml", "cache-statefulset.yml", "nginx-deployment.yml",
    "jobs/web-release.yml", "jobs/nginx-confirm.yml",
  ].map { "kubernetes/" + $0 }

  @Test(arguments: all) func `every pod pulls by the secrets`(_ path: String) throws {
    let files = try KubernetesFiles(Self.manifest)
    #expect(try files.holds("imagePullSecrets:\n  - name: pull", in: path))
  }

  @Test(arguments: ["kubernetes/web-deployment.yml", "kubernetes/jobs/web-release.yml"])
  func `a service's pods and its release's have its account, class and tolerations`(
    _ path: String
  ) throws {
    let files = try KubernetesFiles(Self.manifest)
    #expect(try files.text(path).contains("serviceAccountName: cloud\n"))
    #expect(try !files.text(path).contains("automountServiceAccountToken"))
    #expect(try files.text(path).contains("priorityClassName: high\n"))
    #expect(
      try files.holds(
        """
        tolerations:
          - key: node-role.kubernetes.io/control-plane
            operator: Exists
            effect: NoSchedule
          - key: gpu
            operator: Equal
            value: only
            effect: NoExecute
          - key: spare
            operator: Exists
        """, in: path))
  }

  @Test func `without an account there is no access to the cluster`() throws {
    let files = try KubernetesFiles(Self.manifest)
    let text = try files.text("kubernetes/plain-deployment.yml")
    #expect(text.contains("automountServiceAccountToken: false\n"))
    #expect(!text.contains("serviceAccountName") && !text.contains("tolerations"))
  }

  @Test func `a volume that a pod only reads is read only at its claim`() throws {
    let files = try KubernetesFiles(Self.manifest)
    let path = "kubernetes/web-deployment.yml"
    #expect(try files.holds("claimName: data\nreadOnly: true", in: path))
    #expect(try !files.holds("claimName: more\nreadOnly: true", in: path))
    #expect(
      try !files.holds("claimName: data\nreadOnly: true", in: "kubernetes/plain-deployment.yml"))
  }

  /// A selector never changes; pods of a backing service are not replaced for a label.
  @Test func `the instance is a label, and no selector has it`() throws {
    let files = try KubernetesFiles(Self.manifest)
    let label = "app.kubernetes.io/instance: model"
    let web = try files.text("kubernetes/web-deployment.yml")
    #expect(web.components(separatedBy: label).count - 1 == 4)
    #expect(try !files.block("matchLabels:", in: "kubernetes/web-deployment.yml").contains(label))
    let cache = try files.block("template:", in: "kubernetes/cache-statefulset.yml")
    #expect(!cache.contains(label))
    #expect(try files.text("kubernetes/cache-statefulset.yml").contains(label))
  }
}
