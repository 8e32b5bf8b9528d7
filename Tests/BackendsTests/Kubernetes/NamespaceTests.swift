import Foundation
import TestSupport
import Testing

@testable import Backends

/// The namespace is often the platform's, and who deploys into it is often no more than its admin.
@Suite(
  .waits, .slow,
  .enabled(if: ModelCluster.isThere, Comment(rawValue: ModelCluster.reason)))
struct NamespaceTests {
  private static let level = "pod-security.kubernetes.io/enforce"

  private static func make(_ labels: String, in cluster: ModelCluster) throws {
    let file = cluster.folder.appending(path: "namespace.yml")
    let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: model, labels: {\(labels)}}\n"
    try Data(text.utf8).write(to: file)
    try #require(try cluster.kubectl("create", "-f", file.path).contains("created"))
  }

  private static func labels(in cluster: ModelCluster) throws -> String {
    try cluster.kubectl("get", "namespace", "model", "-o", "jsonpath={.metadata.labels}")
  }

  @Test func `labels of a namespace that is there stay`() throws {
    try withModelCluster { cluster in
      try Self.make("team: platform, \(Self.level): baseline", in: cluster)
      let before = try Self.labels(in: cluster)
      let run = try cluster.run("--tag", "v1")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try Self.labels(in: cluster) == before)
    }
  }

  @Test func `one that enforces more than the pods keep is told before anything changes`() throws {
    try withModelCluster { cluster in
      try Self.make("\(Self.level): restricted", in: cluster)
      let run = try cluster.run("--tag", "v1")
      #expect(run.status == 1)
      #expect(run.errors.contains("enforces 'restricted', and the manifest's pods need 'baseline'"))
      #expect(try cluster.kubectl("get", "deployments", "-o", "name") == "")
    }
  }

  @Test func `one that is missing is made, with what is enforced, warned of and audited`() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let labels = try Self.labels(in: cluster)
      for mode in ["enforce", "warn", "audit"] {
        #expect(labels.contains("\"pod-security.kubernetes.io/\(mode)\":\"baseline\""), "\(labels)")
      }
    }
  }

  /// Labels that somebody else has set since are a conflict for the server, and no reason to stop.
  @Test(arguments: [403, 409]) func `its labels may be another's to set`(code: Int) throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      try cluster.refuse("PATCH", "/namespaces/model[?]", code: code)
      let run = try cluster.run("--tag", "v2")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("the labels of namespace model stay as they are"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v2")
    }
  }

  @Test func `the Role that is printed allows all that the script asks for, and no more`() throws {
    try withModelCluster { cluster in
      try Self.make("team: platform", in: cluster)
      for words in [["--tag", "v1"], ["--tag", "v2"], ["rollback"], ["certificates"], ["status"]] {
        let run = try cluster.run(words)
        try #require(run.status == 0, "\(words): \(run.errors)")
      }
      try #require(try cluster.run("scale", "web=3").status == 0)
      try #require(try cluster.run("--tag", "crash").status == 1)
      try #require(try cluster.run("rm").status == 0)
      let asked = try cluster.calls().filter { $0 != "create core namespaces" }
      #expect(asked.count > 40)
      let printed = try cluster.run("rbac").text
      let file = cluster.folder.appending(path: "role.yml")
      try Data(printed.utf8).write(to: file)
      let role = try #require(try YAMLFiles.read([file.path])[file.path]?.first)
      var allowed: Set<String> = []
      for rule in role.rules.items {
        let group = rule.apiGroups.items.first?.text ?? ""
        for resource in rule.resources.items {
          for verb in rule.verbs.items {
            allowed.insert(
              "\(verb.text ?? "") \(group.isEmpty ? "core" : group) \(resource.text ?? "")")
          }
        }
      }
      #expect(asked.subtracting(allowed) == [])
      // kubectl watches what it deletes until that is gone; the model is never that slow. This
      // manifest has no claims.
      let seldom = allowed.subtracting(asked).filter {
        !$0.hasPrefix("watch ") && !$0.hasSuffix(" persistentvolumeclaims")
      }
      #expect(seldom == [])
    }
  }

  @Test func `a first dry run checks what can be checked`() throws {
    try withModelCluster { cluster in
      let run = try cluster.run("--tag", "v1", "--dry-run")
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        !run.errors.contains("NotFound") && !run.errors.contains("not found"), "\(run.errors)")
      #expect(run.errors.contains("once that is there"))
      #expect(cluster.journal == [])
    }
  }
}
