import Backends
import Compilation
import Diagnostics
import OutputTrees
import Testing

/// What passes through to containers, as each target says it.
@Suite("Keys of containers") struct ContainerKeyTests {
  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"
  private static let deployment = "kubernetes/web-deployment.yml"

  private static func manifest(
    _ keys: String, backing: String = "", top: String = "targets: [blueGreen, swarm, kubernetes]"
  ) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up\(keys) }
    backing:
      cache: { image: "shop/cache:1", port: 81, health: { command: [ask] }\(backing) }
    \(top)
    """
  }

  private static func codes(_ text: String) -> [Int] {
    BuildEnd.errors(text)?.map(\.code.number) ?? [70]
  }

  /// The lines of one artefact, without indentation.
  private static func lines(_ path: String, of text: String) throws -> [String] {
    let (made, log) = ManifestText.read(text) { Compiler.compile($0, in: $1, into: &$2) }
    #expect(!log.hasErrors, "\(log.sorted.map(\.message))")
    let artefact = try #require(made?.artefacts.first { $0.file.path == path })
    return String(decoding: artefact.file.bytes, as: UTF8.self).split(separator: "\n").map {
      String($0.drop { $0 == " " })
    }
  }

  private static let docker = "targets: [blueGreen, swarm]"

  @Test(arguments: [
    ("init: true", "init: true"), ("ulimits: { nofile: 4096 }", "nofile: 4096"),
    ("ulimits: { nproc: { soft: -1, hard: -1 } }", "soft: -1"),
    ("pidsLimit: 100", "pids: 100"), ("dns: 192.0.2.53", "- 192.0.2.53"),
    ("sysctls: { net.core.somaxconn: 1024 }", "net.core.somaxconn: '1024'"),
    ("tty: true", "tty: true"), ("stdinOpen: true", "stdin_open: true"),
  ])
  func `of Compose and Swarm`(keys: String, line: String) throws {
    let text = Self.manifest(", " + keys, top: Self.docker)
    #expect(Self.codes(text) == [])
    #expect(try Self.lines(Self.compose, of: text).contains(line))
    #expect(try Self.lines(Self.stack, of: text).contains(line))
  }

  @Test(arguments: [
    ("securityOpt: [no-new-privileges]", "- no-new-privileges"),
    ("privileged: true", "privileged: true"), ("devices: [/dev/dri]", "- /dev/dri"),
  ])
  func `of Compose alone`(keys: String, line: String) throws {
    let text = Self.manifest(", " + keys, top: "targets: [blueGreen]")
    #expect(Self.codes(text) == [])
    #expect(try Self.lines(Self.compose, of: text).contains(line))
    #expect(Self.codes(Self.manifest(", " + keys, top: "targets: [swarm]")) == [311])
  }

  @Test(arguments: [
    ("tty: true", "tty: true"), ("stdinOpen: true", "stdin: true"),
    ("privileged: true", "privileged: true"),
    ("sysctls: { net.ipv4.tcp_keepalive_time: 300 }", "- name: net.ipv4.tcp_keepalive_time"),
  ])
  func `of Kubernetes`(keys: String, line: String) throws {
    let text = Self.manifest(", " + keys, top: "targets: [kubernetes]")
    #expect(Self.codes(text) == [])
    #expect(try Self.lines(Self.deployment, of: text).contains(line))
  }

  @Test func `folders in memory have an end, and those of the host a label`() throws {
    let keys = ", tmpfs: { /tmp: 64Mi, /run: 1Mi }"
    let text = Self.manifest(keys)
    #expect(Self.codes(text) == [])
    #expect(try Self.lines(Self.compose, of: text).contains("- /tmp:size=67108864"))
    #expect(try Self.lines(Self.stack, of: text).contains("size: 67108864"))
    #expect(try Self.lines(Self.deployment, of: text).contains("sizeLimit: 64Mi"))
    let mounts = """
      , mounts: { ./a: { path: /a, readOnly: true, selinux: shared }, \
      ./b: { path: /b, access: shared, selinux: private } }
      """
    let labelled = Self.manifest(mounts, top: "targets: [blueGreen]")
    #expect(Self.codes(labelled) == [])
    let lines = try Self.lines(Self.compose, of: labelled)
    #expect(lines.contains("selinux: z") && lines.contains("selinux: Z"))
    #expect(lines.contains("create_host_path: false"))
  }

  @Test(arguments: [
    "init: true", "ulimits: { nofile: 1 }", "pidsLimit: 1", "dns: [192.0.2.53]",
    "devices: [/dev/dri]", "securityOpt: [no-new-privileges]",
  ])
  func `lost on Kubernetes`(keys: String) {
    #expect(Self.codes(Self.manifest(", " + keys, top: "targets: [kubernetes]")) == [311])
  }

  @Test func `a pod that asks for more needs a namespace that lets it`() throws {
    for keys in ["privileged: true", "sysctls: { net.core.somaxconn: 1024 }"] {
      let text = Self.manifest(
        ", " + keys, top: "targets: [kubernetes]\nrules: { ZDC307: \"off\" }")
      #expect(
        try Self.lines("kubernetes/00-namespace.yml", of: text)
          .contains("pod-security.kubernetes.io/enforce: privileged"))
    }
    #expect(
      Self.codes(
        Self.manifest(", sysctls: { net.core.somaxconn: 1024 }", top: "targets: [kubernetes]"))
        == [307])
  }

  /// As PID 1 a process without a handler of its own hears no stop signal.
  @Test(arguments: [
    ("command: python -m mailer", true), ("command: [node, worker.js]", true),
    ("command: [/usr/bin/python3, -m, a]", true), ("command: npm start", true),
    ("command: [node, w.js], init: false", false), ("command: [python3, worker.py]", false),
    ("command: [celery, worker]", false), ("role: singleton, command: [node, w.js]", true),
    ("entrypoint: [/e], command: [node, w.js]", false),
    ("port: 80, command: [node, s.js], health: /up", false),
    ("role: init, command: [node, w.js]", false),
  ])
  func `a worker that hears no signal gets an init`(keys: String, has: Bool) throws {
    let text = """
      zdc: 1
      project: shop
      services: { work: { image: "shop/work:1", \(keys) } }
      targets: [blueGreen, swarm]
      """
    #expect(Self.codes(text) == [])
    for path in [Self.compose, Self.stack] {
      #expect(try Self.lines(path, of: text).contains("init: true") == has, "\(path)")
    }
  }
}
