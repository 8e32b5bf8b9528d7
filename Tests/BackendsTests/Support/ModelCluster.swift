import Foundation
import TestSupport
import Testing

@testable import Backends

/// The real kubectl before a model of an API server (`Tests/StandIns/kubernetes_api.py`), and one
/// project's generated artefacts to deploy there.
final class ModelCluster {
  static let isThere =
    ["kubectl", "python3", "bash", "base64", "gzip", "setsid", "curl"].allSatisfy {
      Tool.isThere($0)
    }
  static let reason: String = "needs kubectl (its client), python3, base64, gzip, setsid and curl"

  /// All kinds of steps, and images that need no building.
  static let manifest = """
    zdc: 1
    project: model
    gateway: { listen: { http: 80, https: 443 }, tls: { certificates: tls }, routes: { /: web } }
    services:
      web:
        image: r.example.com/web:${TAG:-v1}
        port: 8000
        replicas: 2
        health: /up
        command: [serve]
        release: ./migrate
        env: { GREETING: "${GREETING:-hello}" }
        secrets: { KEY_FILE: key }
      worker: { image: "r.example.com/worker:${TAG:-v1}", command: [work], networks: [inner] }
      nightly:
        { image: "r.example.com/worker:${TAG:-v1}", role: job, schedule: "1 2 * * *", command: [x] }
    backing:
      cache: { image: redis:7, port: 6379, health: { command: [redis-cli, ping] } }
    secrets: { key: { env: THE_KEY } }
    networks: { inner: { internal: true } }
    targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
    """

  let folder: URL
  private let server: StandIn
  private let port: String

  /// The folder has blanks and letters that are not ASCII in its path.
  init(in scratch: URL) throws {
    folder = scratch.appending(path: "무중단 배포")
    let artefacts = folder.appending(path: "out/model")
    try KubernetesFiles(Self.manifest).write(to: artefacts)
    try FileManager.default.createDirectory(
      at: artefacts.appending(path: "docker"), withIntermediateDirectories: true)
    let tls = folder.appending(path: "manifests/tls")
    try FileManager.default.createDirectory(at: tls, withIntermediateDirectories: true)
    server = try StandIn("kubernetes_api.py", [folder.path])
    port = String(decoding: server.firstLine, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try docker("exit 1")
    try renewCertificate()
  }

  func stop() { server.stop() }

  /// What `docker` is to the script: a piece of sh.
  func docker(_ body: String) throws {
    try installProgram("docker", "#!/bin/sh\n\(body)\n", in: folder.appending(path: "bin"))
  }

  func renewCertificate() throws {
    let outcome = try #require(Tool("openssl")).run(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=model",
        "-keyout", "tls.key", "-out", "tls.crt",
      ], in: folder.appending(path: "manifests/tls"))
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  var script: String {
    folder.appending(path: "out/model/kubernetes/scripts/deploy-kubernetes.sh").path
  }

  private func environment(_ more: [String: String]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["HOME"] = folder.path
    environment["KUBECONFIG"] = folder.appending(path: "kubeconfig").path
    environment["THE_KEY"] = "s$e\"c'ret"
    let path = environment["PATH"] ?? ""
    environment["PATH"] = "\(folder.appending(path: "bin").path):\(path)"
    return environment.merging(more) { $1 }
  }

  func run(_ words: String..., values: [String: String] = [:]) throws -> Tool.Outcome {
    try run(words, values: values)
  }

  func run(_ words: [String], values: [String: String] = [:]) throws -> Tool.Outcome {
    try #require(Tool("bash")).run(
      [script] + words, in: URL(filePath: "/"), environment: environment(values))
  }

  /// Runs the script, and `other`, a piece of bash with `kubectl`, as soon as the script says so; the
  /// script's own process is `$SCRIPT` there. Its status and what it said.
  func run(_ words: String, once said: String, then other: String) throws -> Tool.Outcome {
    let harness = """
      bash "$1" \(words) 2>"$2/log" >/dev/null &
      SCRIPT=$!
      until grep -qF -- "$3" "$2/log" 2>/dev/null; do
        kill -0 "$SCRIPT" 2>/dev/null || break
        sleep 0.02
      done
      (\(other)) >/dev/null
      status=0
      wait "$SCRIPT" || status=$?
      cat "$2/log" >&2
      exit "$status"
      """
    return try #require(Tool("bash")).run(
      ["-c", harness, "bash", script, folder.path, said], environment: environment([:]))
  }

  func kubectl(_ words: String...) throws -> String {
    let outcome = try #require(Tool("kubectl")).run(
      ["--namespace", "model"] + words, environment: environment([:]))
    return outcome.text
  }

  func image(of name: String) throws -> String {
    try kubectl(
      "get", "deployment", name, "-o", "jsonpath={.spec.template.spec.containers[0].image}")
  }

  /// Who has the lock of deployments.
  func leaseHolder() throws -> String {
    try kubectl("get", "lease", "model-lock", "-o", "jsonpath={.spec.holderIdentity}")
  }

  /// From now on the server answers such requests with that code.
  func refuse(_ method: String, _ path: String, code: Int) throws {
    let fault = #"{"method": "\#(method)", "path": "\#(path)", "code": \#(code)}"#
    let outcome = try #require(Tool("curl")).run([
      "-fsS", "-X", "PUT", "-d", fault, "http://127.0.0.1:\(port)/model/fault",
    ])
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// `VERB GROUP RESOURCE` of all that was asked of the server.
  func calls() throws -> Set<String> {
    Set(try kubectl("get", "--raw", "/model/calls").split(separator: "\n").map(String.init))
  }

  /// An artefact with other text in it.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let url = folder.appending(path: "out/model").appending(path: path)
    let text = try String(contentsOf: url, encoding: .utf8)
    try #require(text.contains(old), "\(path) has no '\(old)'")
    try Data(text.replacing(old, with: new).utf8).write(to: url)
  }

  /// Runs the script and kills it and its children when it reports the step.
  func runKilled(at step: String, _ words: String) throws {
    let harness = """
      setsid bash "$1" \(words) 2>"$2/log" >/dev/null &
      until grep -q '\\] \(step)$' "$2/log" 2>/dev/null; do sleep 0.02; done
      # Only while it is still this process: numbers come round again.
      if grep -qzF deploy-kubernetes "/proc/$!/cmdline" 2>/dev/null; then kill -9 -- "-$!"; fi
      wait "$!" || true
      """
    _ = try #require(Tool("bash")).run(
      ["-c", harness, "bash", script, folder.path], environment: environment([:]))
  }

  /// What the model wrote down: `ready NAME READY of WANTED image IMAGE`, `write …`, `delete …`.
  var journal: [String] {
    let text = (try? String(contentsOf: folder.appending(path: "journal"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// Times at which a deployment that had all of its pods ready had fewer.
  var shortfalls: [String] {
    var complete: Set<String> = []
    return journal.filter { line in
      let words = line.split(separator: " ")
      guard words.first == "ready", let ready = Int(words[2]), let wanted = Int(words[4]) else {
        return false
      }
      if ready >= wanted { complete.insert(String(words[1])) }
      return complete.contains(String(words[1])) && ready < wanted
    }
  }
}

/// A test with a cluster of its own.
func withModelCluster(_ body: (ModelCluster) throws -> Void) throws {
  try withScratchFolder { scratch in
    let cluster = try ModelCluster(in: scratch)
    defer { cluster.stop() }
    try body(cluster)
  }
}
