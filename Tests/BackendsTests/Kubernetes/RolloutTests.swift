import Foundation
import TestSupport
import Testing

@testable import Backends

/// What a rollout leaves alone, and what it says of what is in its way.
@Suite(
  .waits, .slow,
  .enabled(if: ModelCluster.isThere, Comment(rawValue: ModelCluster.reason)))
struct RolloutTests {
  private static let image = "jsonpath={.spec.template.spec.containers[0].image}"

  @Test func `a backing service is replaced only where that is asked for`() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      try cluster.edit("kubernetes/cache-statefulset.yml", "image: redis:7", "image: redis:8")
      let run = try cluster.run("--tag", "v2")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("--backing cache replaces it"))
      #expect(try cluster.kubectl("get", "statefulset", "cache", "-o", Self.image) == "redis:7")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v2")
      let replaced = try cluster.run("deploy", "--tag", "v3", "--backing", "cache")
      #expect(replaced.status == 0, "\(replaced.errors)")
      #expect(try cluster.kubectl("get", "statefulset", "cache", "-o", Self.image) == "redis:8")
      let again = try cluster.run("--tag", "v4")
      #expect(again.status == 0 && !again.errors.contains("--backing"), "\(again.errors)")
      #expect(try cluster.run("--backing", "web").status == 64)
    }
  }

  /// A tag is pushed a second time with other content: that runs, and a rollback goes to the first.
  @Test func `what is pushed is named by its digest`() throws {
    try withModelCluster { cluster in
      try cluster.edit(
        "kubernetes/scripts/deploy-kubernetes.sh", "BUILDS=()",
        #"BUILDS=("r.example.com/web:\${TAG:-v1}" push --file Dockerfile . ';')"#)
      try cluster.edit(
        "kubernetes/scripts/deploy-kubernetes.sh", "STEPS=(reconcile preflight ",
        "STEPS=(reconcile preflight build ")
      for digest in ["sha256:aaaa", "sha256:bbbb"] {
        try cluster.docker(
          """
          case "$1 $2" in
            "image inspect")
              echo "elsewhere.example.com/web@sha256:cccc"
              echo "r.example.com/web@\(digest)"
              ;;
            "buildx imagetools") exit 1 ;;
          esac
          """)
        let run = try cluster.run("--tag", "v1")
        try #require(run.status == 0, "\(run.errors)")
        #expect(try cluster.image(of: "web") == "r.example.com/web:v1@\(digest)")
        #expect(try cluster.image(of: "worker") == "r.example.com/worker:v1")
      }
      try #require(try cluster.run("rollback").status == 0)
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1@sha256:aaaa")
    }
  }

  /// As it is where CI pushes; what others make changes with the manifest alone.
  @Test func `what others push is named by its digest as well`() throws {
    try withModelCluster { cluster in
      for digest in ["sha256:aaaa", "sha256:bbbb"] {
        try cluster.docker(
          """
          case "$1 $2 $3 $4" in
            "buildx imagetools inspect "*/web:v1) printf 'Name: web\\nDigest:    \(digest)\\n\\n' ;;
            *) exit 1 ;;
          esac
          """)
        let run = try cluster.run("--tag", "v1", "--no-build")
        try #require(run.status == 0, "\(run.errors)")
        #expect(try cluster.image(of: "web") == "r.example.com/web:v1@\(digest)")
        #expect(try cluster.image(of: "worker") == "r.example.com/worker:v1")
        #expect(try cluster.image(of: "nginx").contains("@") == false)
        #expect(run.errors.contains("is not rolled out: r.example.com/worker:v1"))
      }
      #expect(try cluster.kubectl("get", "statefulset", "cache", "-o", Self.image) == "redis:7")
      try #require(try cluster.run("rollback").status == 0)
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1@sha256:aaaa")
    }
  }

  /// Ready, and no good: what visitors ask is asked before the deployment counts.
  @Test func `a version that answers 500 is taken back by itself`() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let run = try cluster.run("--tag", "bad")
      #expect(run.status == 1)
      #expect(run.errors.contains("step 'confirm' failed"), "\(run.errors)")
      #expect(run.errors.contains("answers 500"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
      #expect(try cluster.image(of: "worker") == "r.example.com/worker:v1")
      #expect(
        cluster.journal.filter { $0.hasPrefix("confirm") }
          == ["confirm nginx-confirm finds 200", "confirm nginx-confirm finds 500"])
      #expect(cluster.shortfalls == [])
      let next = try cluster.run("--tag", "v2")
      #expect(next.status == 0, "\(next.errors)")
    }
  }

  /// Pods that run and are not ready need no deadline that has room for pulls of images.
  @Test func `a health check that fails is not waited for as an image is`() throws {
    try withModelCluster { cluster in
      try cluster.edit(
        "kubernetes/scripts/deploy-kubernetes.sh", "HEALTH_TIMEOUT=120", "HEALTH_TIMEOUT=2")
      try #require(try cluster.run("--tag", "v1").status == 0)
      let run = try cluster.run("--tag", "sick")
      #expect(run.status == 1)
      #expect(run.errors.contains("web: runs, and was not ready within 2 s"), "\(run.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
    }
  }

  @Test(arguments: [
    ("quota", "exceeded quota: few"), ("nopull", "manifest unknown"),
    ("stuck", "Readiness probe failed: HTTP probe failed with statuscode: 500"),
    ("crash", "Back-off restarting failed container"),
  ])
  func `the cause is named`(tag: String, cause: String) throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let run = try cluster.run("--tag", tag)
      #expect(run.status == 1)
      #expect(run.errors.contains(cause), "\(run.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
    }
  }
}
