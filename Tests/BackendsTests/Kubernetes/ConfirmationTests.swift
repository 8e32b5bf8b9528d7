import Foundation
import OutputTrees
import Planning
import TestSupport
import Testing

/// The Job that asks what visitors ask, after a rollout.
struct ConfirmationTests {
  private static func manifest(
    gateway: String, confirm: String = "", health: String = "/up", networks: String = ""
  ) -> String {
    """
    zdc: 1
    project: model
    gateway: { \(gateway) }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: \(health), command: [serve] }
      inner: { image: "r.example.com/w:1", command: [work]\(networks) }
    strategy: { blueGreen: { confirm: { times: 3, \(confirm) } } }
    targets: { blueGreen: { enabled: false }, swarm: { enabled: false } }
    """
  }
  private static let path = "kubernetes/jobs/nginx-confirm.yml"

  /// The lines of the script that ask, as they reach sh.
  private static func questions(_ manifest: String) throws -> [String] {
    try KubernetesFiles(manifest).text(path).split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("ask ") || $0.hasPrefix("times=") }
      .map { $0.replacingOccurrences(of: "$$", with: "$") }
  }

  @Test func `a path is asked of the gateway as visitors ask`() throws {
    let plain = Self.manifest(
      gateway: "listen: { http: 81 }, routes: { /: web }", confirm: "paths: [/a, /b]")
    #expect(
      try Self.questions(plain) == [
        "times=3 end=$(($(now) + 16))", "ask http://nginx:81/a", "ask http://nginx:81/b",
      ])
    let secure = Self.manifest(
      gateway:
        "listen: { http: 80, https: 443 }, tls: { certificates: tls }, serverNames: [a.example.com], "
        + "routes: { /: web }",
      confirm: "paths: [/a]")
    #expect(
      try Self.questions(secure).last == "ask https://nginx:443/a 'Host: a.example.com'")
  }

  @Test func `without paths each routed service is asked for its health`() throws {
    let manifest = Self.manifest(
      gateway: "listen: { http: 80 }, routes: { /: web }",
      health: "{ path: /up, headers: { X-Key: k } }")
    #expect(
      try Self.questions(manifest).last
        == "ask http://web:8000/up 'X-Key: k' 'Host: 127.0.0.1:8000'")
  }

  @Test func `who may reach the services may ask them`() throws {
    let manifest = Self.manifest(
      gateway: "listen: { http: 80 }, routes: { /: web }", networks: ", networks: [far]")
    let files = try KubernetesFiles(manifest + "\nnetworks: { far: { internal: true } }")
    #expect(try files.text("kubernetes/20-networks.yml").contains("- nginx-confirm\n"))
  }

  @Test func `where nothing is asked there is no Job`() throws {
    let manifest = Self.manifest(
      gateway: "listen: { http: 80 }, routes: { /: web }", health: "{ command: [ask] }")
    let files = try KubernetesFiles(manifest)
    #expect(!files.files.contains { $0.path.contains("confirm") })
    #expect(!files.plan.rollout.steps.contains { $0.name == "confirm" })
  }

  /// By curl, and by what busybox has.
  @Test(arguments: ["curl", "wget"]) func `the script counts answers in a row`(
    program: String
  ) throws {
    try withScratchFolder { folder in
      let manifest = Self.manifest(
        gateway: "listen: { http: 81 }, routes: { /: web }", confirm: "paths: [/a]")
      let text = try KubernetesFiles(manifest).block("command:", in: Self.path)
      let script = text.components(separatedBy: "- |\n")[1]
        .components(separatedBy: "securityContext")[0]
        .replacingOccurrences(of: "$$", with: "$")
        .replacingOccurrences(of: "+ 13", with: "+ 10")
      let bin = folder.appending(path: "bin")
      let answer = program == "curl" ? #"printf %s "$1""# : #"echo "  HTTP/1.1 $1 So" >&2"#
      // The answers of a file, one a call; the last one again and again.
      try installProgram(
        program,
        """
        #!/bin/sh
        echo "$*" >>"$ANSWERS.calls"
        set -- $(head -n 1 "$ANSWERS")
        [ "$(wc -l <"$ANSWERS")" = 1 ] || sed -i 1d "$ANSWERS"
        \(answer)

        """, in: bin)
      for tool in ["sh", "sed", "head", "wc", "sleep", "grep"] {
        let found = try #require(Tool(tool))
        try FileManager.default.createSymbolicLink(
          atPath: bin.appending(path: tool).path, withDestinationPath: found.path)
      }
      for (answers, status, said) in [
        ("200\n302\n204\n", 0, "http://nginx:81/a answers 204"),
        ("502\n200\n200\n200\n", 0, "http://nginx:81/a answers 200"),
        ("200\n200\n500\n", 1, "http://nginx:81/a answers 500, not 2xx or 3xx 3 times in a row"),
      ] {
        let file = folder.appending(path: "answers")
        try Data(answers.utf8).write(to: file)
        let outcome = try #require(Tool("sh")).run(
          ["-c", script], environment: ["PATH": bin.path, "ANSWERS": file.path])
        #expect(outcome.status == Int32(status), "\(outcome.everything)")
        #expect(outcome.text.contains(said), "\(outcome.everything)")
      }
    }
  }
}
