import Foundation
import TestSupport
import Testing

@testable import Backends

/// One run at a time: a Lease, which a living holder renews and a dead one does not.
@Suite(
  .waits, .slow,
  .enabled(if: ModelCluster.isThere, Comment(rawValue: ModelCluster.reason)))
struct LockTests {
  /// As the API has times.
  private static func time(ago seconds: Double) -> String {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
    return Date(timeIntervalSinceNow: -seconds).formatted(format).dropLast() + ".000001Z"
  }

  private static func hold(
    by holder: String, renewed: Double, in cluster: ModelCluster
  ) throws {
    let file = cluster.folder.appending(path: "lease.yml")
    let time = time(ago: renewed)
    let text = """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: { name: model-lock }
      spec:
        holderIdentity: "\(holder)"
        leaseDurationSeconds: 30
        acquireTime: "\(time)"
        renewTime: "\(time)"
        leaseTransitions: 4
      """
    try Data(text.utf8).write(to: file)
    _ = try cluster.kubectl("apply", "--server-side", "-f", file.path)
  }

  /// So that no test waits for long.
  private static func hurry(_ cluster: ModelCluster) throws {
    try cluster.edit(
      "docker/scripts/lib/kubernetes.sh", "RENEW_SECONDS=5 WATCH_SECONDS=15",
      "RENEW_SECONDS=1 WATCH_SECONDS=3")
  }

  @Test func `a second run is refused at once`() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      try Self.hold(by: "elsewhere 1 there 7", renewed: 8, in: cluster)
      let refused = try cluster.run("--tag", "v2")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("process 1 on elsewhere"), "\(refused.errors)")
      #expect(!refused.errors.contains("watched"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
      #expect(try cluster.leaseHolder() == "elsewhere 1 there 7")
    }
  }

  @Test func `the lock of one that is gone is taken over, wherever that ran`() throws {
    try withModelCluster { cluster in
      try Self.hurry(cluster)
      try #require(try cluster.run("--tag", "v1").status == 0)
      try Self.hold(by: "elsewhere 1 there 7", renewed: 31, in: cluster)
      let run = try cluster.run("--tag", "v2")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("process 1 on elsewhere, which is gone, is taken over"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v2")
      #expect(
        try cluster.kubectl("get", "lease", "model-lock", "-o", "jsonpath={.spec.leaseTransitions}")
          == "5")
    }
  }

  /// Its clock is behind by an hour, and it lives.
  @Test func `a lock that is renewed while it is watched is left alone`() throws {
    try withModelCluster { cluster in
      try Self.hurry(cluster)
      try #require(try cluster.run("--tag", "v1").status == 0)
      try Self.hold(by: "elsewhere 1 there 7", renewed: 3600, in: cluster)
      let renewed = Self.time(ago: 3598)
      let run = try cluster.run(
        "--tag v2", once: "is watched for",
        then: """
          kubectl -n model patch lease model-lock --type=json \
            -p '[{"op":"replace","path":"/spec/renewTime","value":"\(renewed)"}]'
          """)
      #expect(run.status == 1)
      #expect(run.errors.contains("another run is under way: process 1 on elsewhere"))
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
    }
  }

  /// Another user's process may not be signalled, which is no sign that it is dead; nor is a number
  /// that means nothing here, as that of a container's process.
  @Test(arguments: [true, false])
  func `the lock of a run on this machine is taken where its process is gone`(
    isOfThisPlace: Bool
  ) throws {
    try withModelCluster { cluster in
      try Self.hurry(cluster)
      let first = try cluster.run("--tag v1", once: "] secrets", then: "kill -9 \"$SCRIPT\"")
      try #require(first.status == 137, "\(first.errors)")
      let holder = try cluster.leaseHolder().split(separator: " ").map(String.init)
      try #require(holder.count == 4, "\(holder)")
      let place = isOfThisPlace ? holder[2] : "container"
      try Self.hold(by: "\(holder[0]) \(holder[1]) \(place) 1", renewed: 4, in: cluster)
      let run = try cluster.run("--tag", "v2")
      #expect(run.status == (isOfThisPlace ? 0 : 1), "\(run.errors)")
      #expect(!run.errors.contains("watched"))
    }
  }

  @Test func `a lock is not taken from another user's run`() throws {
    try withModelCluster { cluster in
      try #require(try cluster.run("--tag", "v1").status == 0)
      let shell = cluster.folder.appending(path: "kill.sh")
      let kill = "kill() { echo 'bash: kill: (1) - Operation not permitted' >&2 && return 1; }\n"
      try Data(kill.utf8).write(to: shell)
      let place = try #require(Tool("bash")).run([
        "-c",
        """
        echo "$(cut -c 1-8 /proc/sys/kernel/random/boot_id)-$(readlink /proc/self/ns/pid | tr -cd 0-9)"
        """,
      ]).text.trimmingCharacters(in: .whitespacesAndNewlines)
      try Self.hold(by: "here 1 \(place) 1", renewed: 4, in: cluster)
      let refused = try cluster.run("--tag", "v2", values: ["BASH_ENV": shell.path])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("process 1 on here"), "\(refused.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:v1")
    }
  }

  /// It slept, or did not reach the server, and another run went on: what that did is not undone.
  @Test func `a run that lost its lock stops, and takes nothing back`() throws {
    try withModelCluster { cluster in
      try Self.hurry(cluster)
      try #require(try cluster.run("--tag", "v1").status == 0)
      let run = try cluster.run(
        "--tag crash", once: "] services",
        then: """
          until kubectl -n model get deployment web -o yaml | grep -q web:crash; do sleep 0.1; done
          kubectl -n model patch lease model-lock --type=json \
            -p '[{"op":"replace","path":"/spec/holderIdentity","value":"elsewhere 1 there 7"}]'
          """)
      #expect(run.status != 0)
      #expect(run.errors.contains("the lock is no longer this run's"), "\(run.errors)")
      #expect(try cluster.image(of: "web") == "r.example.com/web:crash")
      #expect(try cluster.leaseHolder() == "elsewhere 1 there 7")
    }
  }
}
