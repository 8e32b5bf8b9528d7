import Foundation
import Planning
import TestSupport
import Testing

@testable import Backends

@Suite(
  .waits, .slow,
  .enabled(if: ModelCluster.isThere, Comment(rawValue: ModelCluster.reason)))
struct DeployScriptTests {
  @Test func deployUpdateAndRollBackTwice() throws {
    try withModelCluster { cluster in
      let first = try cluster.run("--no-build")
      try #require(first.status == 0, "\(first.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
      let second = try cluster.run("deploy", "--tag", "v2", values: ["GREETING": "a \"b\" $c \\ 한"])
      try #require(second.status == 0, "\(second.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v2")
      #expect(try cluster.image(of: "worker") == "r.example.com/worker:v2")
      let key =
        "jsonpath={.spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name}"
      let config = try cluster.kubectl("get", "deployment", "web", "-o", key)
      #expect(config.hasPrefix("model-deploy-"))
      #expect(
        try cluster.kubectl("get", "configmap", config, "-o", "jsonpath={.data.GREETING}")
          == "a \"b\" $c \\ 한")
      let secret = try cluster.kubectl("get", "secret", "key-1", "-o", "jsonpath={.data.value}")
      #expect(
        Data(base64Encoded: secret).map { String(decoding: $0, as: UTF8.self) } == "s$e\"c'ret")
      for expected in ["v1", "v2"] {
        let back = try cluster.run("rollback")
        try #require(back.status == 0, "\(back.errors)")
        #expect(try cluster.image(of: "web") == "r.example.com/web:\(expected)")
        #expect(try cluster.image(of: "worker") == "r.example.com/worker:\(expected)")
        let cron = "jsonpath={.spec.jobTemplate.spec.template.spec.containers[0].image}"
        #expect(
          try cluster.kubectl("get", "cronjob", "nightly", "-o", cron)
            == "r.example.com/worker:\(expected)")
      }
      #expect(cluster.shortfalls == [])
      #expect(try cluster.leaseHolder() == "")
    }
  }

  @Test(arguments: ["crash", "nopull", "stuck"])
  func aBrokenVersionIsTakenBack(_ tag: String) throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let broken = try cluster.run("--tag", tag)
      #expect(broken.status == 1)
      #expect(broken.errors.contains("step 'services' failed"))
      #expect(broken.errors.contains("last words of web-"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
      #expect(try cluster.image(of: "worker") == "r.example.com/worker:v1")
      #expect(cluster.shortfalls == [])
      // The record is whole again, so that a rollback does not take the broken one for the last.
      #expect(
        try cluster.kubectl("get", "configmap", "model-record", "-o", "jsonpath={.data.state}")
          == "finished")
    }
  }

  @Test func aReleaseThatFailsStopsTheDeployment() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let writes = cluster.journal.filter { $0.contains("/deployments/") }.count
      let failed = try cluster.run("--tag", "fails")
      #expect(failed.status == 1)
      #expect(failed.errors.contains("step 'release' failed"))
      #expect(cluster.journal.filter { $0.contains("/deployments/") }.count == writes)
    }
  }

  @Test func aChangedSecretGetsTheNextNumber() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      try #require(try cluster.run("--tag", "v2").status == 0)
      #expect(try cluster.kubectl("get", "secrets", "-o", "name") == "secret/key-1\nsecret/tls-1\n")
      for (tag, value) in [("v3", "other"), ("v4", "other"), ("v5", "other")] {
        try #require(try cluster.run("--tag", tag, values: ["THE_KEY": value]).status == 0)
      }
      let held = "jsonpath={.spec.template.spec.volumes[0].projected.sources[0].secret.name}"
      #expect(try cluster.kubectl("get", "deployment", "web", "-o", held) == "key-2")
    }
  }

  @Test func aCertificateIsRenewedAndStays() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      try #require(try cluster.run("--tag", "v2").status == 0)
      try cluster.renewCertificate()
      let renewed = try cluster.run("certificates")
      try #require(renewed.status == 0, "\(renewed.errors)")
      let name = "jsonpath={.spec.template.spec.volumes[?(@.name==\"tls\")].secret.secretName}"
      #expect(try cluster.kubectl("get", "deployment", "nginx", "-o", name) == "tls-2")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v2")
      try #require(try cluster.run("rollback").status == 0)
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
      #expect(try cluster.kubectl("get", "deployment", "nginx", "-o", name) == "tls-2")
    }
  }

  /// Killed as each step begins, the next run brings everything to one version.
  @Test func aKilledRunIsMadeGoodByTheNext() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v0").status == 0)
      let steps = try KubernetesFiles(ModelCluster.manifest).plan.rollout.steps.map(\.name)
      #expect(steps.count == 12)
      for (index, step) in steps.enumerated() {
        try cluster.runKilled(at: step, "--tag killed\(index)")
        let next = try cluster.run("--tag", "v\(index + 1)")
        #expect(next.status == 0, "after a kill at \(step): \(next.errors)")
        for name in ["web", "worker"] {
          #expect(try cluster.image(of: name) == "r.example.com/\(name):v\(index + 1)")
        }
      }
      #expect(cluster.shortfalls == [])
      let left = try FileManager.default.contentsOfDirectory(
        atPath: cluster.folder.appending(path: "out").path)
      #expect(left == ["model"])
    }
  }

  @Test func whatIsMissingIsSaidBeforeAnythingChanges() throws {
    try withModelCluster { cluster in
      let refused = try cluster.run(values: ["THE_KEY": ""])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("THE_KEY"))
      #expect(try cluster.kubectl("get", "deployments", "-o", "name") == "")
      #expect(try cluster.run("deplyo").status == 64)
      #expect(try cluster.run("--help").text.contains("certificates"))
    }
  }

  @Test func scaleDryRunAndRemoval() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let scaled = try cluster.run("scale", "web=5")
      #expect(scaled.status == 0, "\(scaled.errors)")
      #expect(
        try cluster.kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}") == "5")
      let before = cluster.journal.count
      let dry = try cluster.run("--tag", "v2", "--dry-run")
      #expect(dry.status == 0, "\(dry.errors)")
      #expect(dry.text.contains("+        image: r.example.com/web:v2"))
      #expect(cluster.journal.count == before)
      let removed = try cluster.run("rm")
      #expect(removed.status == 0, "\(removed.errors)")
      #expect(try cluster.kubectl("get", "deployments,secrets,configmaps", "-o", "name") == "")
    }
  }
}
