import Foundation
import TestSupport
import Testing

@testable import Backends

/// What a repository gets from which Argo CD or Flux deploy.
@Suite(
  .waits, .slow,
  .enabled(if: ModelCluster.isThere, Comment(rawValue: ModelCluster.reason)))
struct RenderTests {
  @Test func `objects as a deployment would apply them`() throws {
    try withModelCluster { cluster in
      let early = try cluster.run("render", "--tag", "v3")
      #expect(early.status == 1)
      #expect(early.errors.contains("'deploy-kubernetes.sh secrets' makes them"), "\(early.errors)")
      try #require(try cluster.run("secrets").status == 0)
      #expect(try cluster.kubectl("get", "secrets", "-o", "name") == "secret/key-1\nsecret/tls-1\n")
      let before = cluster.journal
      let folder = cluster.folder.appending(path: "rendered")
      let run = try cluster.run("render", "-o", folder.path, "--tag", "v3")
      try #require(run.status == 0, "\(run.errors)")
      #expect(cluster.journal == before)
      #expect(try cluster.leaseHolder() == "")
      let built = try #require(Tool("kubectl")).run(["kustomize", folder.path])
      try #require(built.status == 0, "\(built.errors)")
      #expect(built.text.contains("image: r.example.com/web:v3"))
      #expect(built.text.contains("secretName: tls-1"))
      #expect(!built.text.contains("kind: Secret\n"))
      let objects = try #require(
        try YAMLFiles.read([folder.appending(path: "objects.yaml").path]).values.first)
      func annotation(_ kind: String, _ name: String, _ key: String) -> String? {
        objects.first { $0.kind.text == kind && $0.metadata.name.text == name }?
          .metadata.annotations[key].text
      }
      #expect(annotation("Job", "web-release", "argocd.argoproj.io/hook") == "Sync")
      #expect(annotation("Job", "nginx-confirm", "argocd.argoproj.io/hook") == "PostSync")
      #expect(annotation("StatefulSet", "cache", "argocd.argoproj.io/sync-wave") == "-2")
      #expect(annotation("Deployment", "web", "argocd.argoproj.io/sync-wave") == nil)
      let printed = try cluster.run("render", "--tag", "v3")
      #expect(
        try printed.text
          == String(contentsOf: folder.appending(path: "objects.yaml"), encoding: .utf8))
      #expect(try cluster.run("deploy", "-o", folder.path).status == 64)
    }
  }
}
