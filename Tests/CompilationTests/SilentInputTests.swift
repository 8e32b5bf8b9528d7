import Backends
import Compilation
import Diagnostics
import ManifestModel
import OutputTrees
import Testing

/// What owners of real stacks wrote, and what was once taken in silence and came out wrong.
@Suite struct SilentInputTests {
  private static func manifest(_ web: String, _ more: String = "") -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up\(web) }
    targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
    \(more)
    """
  }

  private static func codes(_ manifest: String) throws -> [Int] {
    try #require(BuildEnd.errors(manifest)).map(\.code.number)
  }

  @Test(arguments: [
    ("release: [python, manage.py, migrate]", [134]), ("release: [migrate, collect]", [134]),
    ("release: [[python, manage.py, migrate]]", []), ("release: [migrate]", []),
    ("release: [python manage.py migrate, prepare]", []), ("release: [[a], [b]]", []),
    ("release: ['python manage.py migrate']", []), ("release: [['manage.py migrate']]", [134]),
    ("entrypoint: ['run me']", [134]), ("entrypoint: [run me, x]", []),
    ("live: { command: ['curl -f http://127.0.0.1/'] }", [134]),
    ("live: { command: [CMD, curl, -f] }", [134]),
    ("live: { command: [CMD-SHELL, curl -f] }", [134]), ("live: { command: [ask, me] }", []),
  ])
  func listsOfCommands(key: String, expected: [Int]) throws {
    #expect(try Self.codes(Self.manifest(", " + key)) == expected, "\(key)")
  }

  @Test(arguments: [
    ("{ ./data: /data }", [208]), ("{ ./data: { path: /data } }", [208]),
    ("{ ./data: { path: /data, readOnly: false } }", [208]),
    ("{ ./data: { path: /data, readOnly: true } }", []),
    ("{ ./data: { path: /data, access: shared } }", []),
    ("{ ~/data: { path: /data, readOnly: true } }", [110]),
    ("{ ./~/data: { path: /data, readOnly: true } }", []),
  ])
  func mounts(mounts: String, expected: [Int]) throws {
    #expect(try Self.codes(Self.manifest(", mounts: \(mounts)")) == expected, "\(mounts)")
    let singleton = Self.manifest(
      "", "x-one: 1"
    ).replacing(
      "services:\n",
      with:
        "services:\n  one: { image: \"a:1\", command: [b], role: singleton, mounts: \(mounts) }\n")
    #expect(try Self.codes(singleton) == expected.filter { $0 != 208 }, "\(mounts)")
  }

  /// Every key that takes a path of the host.
  @Test(arguments: ["envFile: ~/a.env", "build: ~/web", "files: { a: { path: /a, from: ~/a } }"])
  func homeFolders(key: String) throws {
    #expect(try Self.codes(Self.manifest(", " + key)) == [106], "\(key)")
  }

  @Test func volumePerVersion() throws {
    let volume = "volumes: { d: { perVersion: true } }"
    #expect(try Self.codes(Self.manifest(", volumes: { d: /d }", volume)) == [])
    #expect(try Self.codes(Self.manifest(", volumes: { d: /d }, replicas: 2", volume)) == [207])
    #expect(try Self.codes(Self.manifest(", volumes: { d: /d }", "volumes: { d: {} }")) == [207])
  }

  /// No `access` lets two databases write one folder.
  @Test(arguments: [
    ("postgres:16", "volumes: { d: /var/lib/postgresql/data }", [207]),
    ("redis:7-alpine", "volumes: { d: /data }", [207]),
    ("mongo:7", "mounts: { ./d: { path: /data/db, access: shared } }", [208]),
    ("postgres:16", "role: singleton, volumes: { d: /var/lib/postgresql/data }", []),
    ("postgres:16", "volumes: { d: /backup }", []),
    ("shop/db:16", "volumes: { d: /var/lib/postgresql/data }", []),
  ])
  func databasesInServices(image: String, keys: String, expected: [Int]) throws {
    let text = Self.manifest("", "volumes: { d: { access: shared } }").replacing(
      "services:\n", with: "services:\n  db: { image: '\(image)', \(keys) }\n")
    let found = try #require(BuildEnd.errors(text))
    #expect(found.map(\.code.number) == expected, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.help?.contains("under 'backing'") == true })
  }

  @Test func usersUnderKubernetes() throws {
    func codes(_ user: String) throws -> [Int] {
      try Self.codes(
        Self.manifest(", user: \(user)").replacing(", kubernetes: { enabled: false }", with: ""))
    }
    #expect(try codes("postgres") == [303])
    #expect(try codes("'1000:staff'") == [303])
    #expect(try codes("'1000:1000'") == [])
    #expect(try codes("'1000'") == [])
    #expect(try Self.codes(Self.manifest(", user: postgres")) == [])
  }

  @Test(arguments: [
    ("php:8.3-fpm", [140]), ("registry.example.com/wordpress:php8.3-fpm-alpine", [140]),
    ("bitnami/php-fpm:8.3", [140]), ("php:8.3-apache", []), ("shop/fpm:1", []),
  ])
  func protocols(image: String, expected: [Int]) throws {
    let text = Self.manifest("").replacing("shop/web:1", with: image)
    #expect(try Self.codes(text) == expected)
  }

  /// An upload is not refused by a default that nobody reads of.
  @Test func sizesAndTimesOfRequests() throws {
    let files = try BuildEnd.files(Self.manifest(""))
    #expect(
      files["docker/nginx/nginx-blue-green.conf"]?.contains("client_max_body_size 64m;") == true)
    let runbook = try #require(files["RUNBOOK.md"])
    #expect(runbook.contains("answers 413") && runbook.contains("504"))
    let initial = try #require(InitialManifest.text(project: "shop"))
    #expect(initial.contains("maxBodySize: 64Mi") && initial.contains("timeout: 5m"))
  }

  @Test func schemes() throws {
    #expect(try Self.codes(Self.manifest(", scheme: https")) == [140])
    #expect(try Self.codes(Self.manifest(", scheme: http")) == [])
    let unrouted = Self.manifest("").replacing(
      "services:\n",
      with:
        "services:\n  api: { image: \"a:1\", command: [b], port: 8443, scheme: https, health: { tcp: true } }\n"
    )
    #expect(try Self.codes(unrouted) == [])
  }
}

/// Lists in patches: what zdc put there is not taken away unsaid.
@Suite struct PatchedListTests {
  private static let compose = "docker/docker-compose.blue-green.yml"

  private static func manifest(_ patch: String, file: String = compose) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
    backing: { db: { image: "shop/db:1", health: { command: [ask] }, volumes: { d: /d } } }
    volumes: { d: { node: manager } }
    targets:
      blueGreen: { patches: { '\(file)': \(patch) } }
    """
  }

  private static func text(_ manifest: String, _ path: String = compose) throws -> String {
    var log = DiagnosticLog()
    let file = SourceFile(path: "m.yml", bytes: Array(manifest.utf8))
    let surroundings = Compiler.Surroundings(manifestPath: "../m.yml") { _ in [] }
    let unit = try #require(ManifestUnit.read(file, environment: nil, into: &log))
    let made = try #require(Compiler.compile(unit, in: surroundings, into: &log))
    let artefact = try #require(made.artefacts.first { $0.file.path == path })
    return String(decoding: artefact.file.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "{ services: { nginx: { volumes: ['./htpasswd:/etc/nginx/.htpasswd'] } } }",
    "{ services: { nginx: { volumes: [] } } }", "{ services: { nginx: { volumes: null } } }",
    "{ services: { web: { networks: [other] } } }", "{ services: { web: { networks: null } } }",
    "{ services: { web: { restart: { append: [x] } } } }",
  ])
  func takesNothingAway(patch: String) throws {
    let errors = try #require(BuildEnd.errors(Self.manifest(patch)))
    #expect(errors.map(\.code.number) == [386], "\(patch): \(errors.map(\.message))")
  }

  @Test func theItemIsNamed() throws {
    let errors = BuildEnd.errors(Self.manifest("{ services: { nginx: { volumes: [] } } }"))
    #expect(errors?.first?.message.contains("/etc/zdc") == true, "\(errors?.map(\.message) ?? [])")
  }

  @Test(arguments: [
    "{ services: { nginx: { volumes: { append: ['./htpasswd:/etc/nginx/.htpasswd:ro'] } } } }",
    "{ services: { db: { volumes: { append: ['./a:/a', './b:/b'] } } } }",
    "{ services: { web: { security_opt: { append: [no-new-privileges] } } } }",
    "{ services: { db: { cap_drop: [ALL], logging: { driver: local } } } }",
    "{ services: { web: { tmpfs: { append: ['/run:size=64m,mode=1777'] } } } }",
    "{ services: { db: { tmpfs: ['/run:mode=1777'] } } }",
  ])
  func adds(patch: String) throws {
    #expect(BuildEnd.errors(Self.manifest(patch)) == [], "\(patch)")
  }

  @Test func additionsComeLast() throws {
    let before = try Self.text(Self.manifest("{}"))
    let after = try Self.text(
      Self.manifest("{ services: { nginx: { volumes: { append: ['./h:/etc/h:ro'] } } } }"))
    let lines = after.split(separator: "\n").filter { !before.contains($0) }
    #expect(lines.contains { $0.hasSuffix("./h:/etc/h:ro") }, "\(lines)")
    for line in before.split(separator: "\n") { #expect(after.contains(line)) }
  }

  @Test func aListIsReplacedWhenThatIsSaid() throws {
    let patch = "{ services: { nginx: { extra_hosts: { replace: ['a:192.0.2.1'] } } } }"
    #expect(BuildEnd.errors(Self.manifest(patch)) == [])
    let fact = "{ services: { db: { volumes: { replace: [] } } } }"
    #expect(BuildEnd.errors(Self.manifest(fact))?.map(\.code.number) == [384])
  }

  /// What the hints of Compose's own keys say by a patch can be said so.
  @Test(arguments: ["web", "db"]) func theHintsPatches(service: String) {
    let keys = """
      annotations: { a: b }, blkio_config: { weight: 300 }, cap_drop: [ALL], cgroup: host, \
      cgroup_parent: m, cpuset: '0', device_cgroup_rules: ['c 1:3 mr'], dns_opt: [use-vc], \
      dns_search: [x.example], domainname: x.example, group_add: [video], ipc: host, \
      mac_address: '02:42:ac:11:65:43', mem_swappiness: 10, memswap_limit: 1g, pid: host, \
      oom_kill_disable: true, oom_score_adj: -500, runtime: nvidia, storage_opt: { size: 1G }, \
      umask: '022', userns_mode: host, uts: host
      """
    let patch = "{ services: { \(service): { \(keys) } }, volumes: { d: { labels: { a: b } } } }"
    #expect(BuildEnd.errors(Self.manifest(patch)) == [])
  }

  @Test func buildsArePatched() throws {
    let patch = "{ services: { web: { build: { ssh: [default] } } } }"
    let text = Self.manifest(patch).replacing("image: \"shop/web:1\"", with: "build: web")
    let lines = try Self.text(text).split(separator: "\n").map { $0.trimmingPrefix(#/ +/#) }
    #expect(lines.contains("context: ../../web") && lines.contains("- default"), "\(lines)")
    let context = text.replacing("{ ssh: [default] }", with: "{ context: other }")
    #expect(BuildEnd.errors(context)?.map(\.code.number) == [384])
  }

  /// A folder in memory has the size that the manifest gives it.
  @Test func aFolderOfTheManifestStaysAsItIs() {
    let patch = "{ services: { web: { tmpfs: { append: ['/tmp:mode=1777'] } } } }"
    let text = Self.manifest(patch).replacing(
      "health: /up }", with: "health: /up, tmpfs: { /tmp: 64Mi } }")
    let codes = BuildEnd.errors(text)?.map(\.code.number) ?? [70]
    #expect(!codes.isEmpty && Set(codes).isSubset(of: [384]), "\(codes)")
  }

  @Test func kubernetesListsGrow() throws {
    let kubernetes = { (patch: String) in
      Self.manifest("{}").replacing(
        "blueGreen: { patches: { '\(Self.compose)': {} } }",
        with: "kubernetes: { patches: { kubernetes/web-deployment.yml#Deployment/web: \(patch) } }")
    }
    let added = "{ spec: { template: { spec: { tolerations: { append: [{ key: a }] } } } } }"
    #expect(BuildEnd.errors(kubernetes(added)) == [])
  }

  /// Compose fills variables in wherever a value has them.
  @Test func variablesOfPatchesAreListed() throws {
    let patch =
      "{ services: { web: { mem_limit: '${WEB_MEMORY}', cpus: '${WEB_CPUS:-2}', x-a: ['$WEB_A', '$$NO', '${HOME}'] } } }"
    let manifest = Self.manifest(patch)
    #expect(BuildEnd.errors(manifest) == [])
    let example = try Self.text(manifest, "docker/.env.example")
    for line in ["WEB_MEMORY=", "WEB_CPUS=2", "WEB_A="] {
      #expect(example.contains(line), "\(example)")
    }
    #expect(!example.contains("NO=") && !example.contains("HOME="))
    let script = try Self.text(manifest, "docker/scripts/deploy-blue-green.sh")
    #expect(script.contains("REQUIRED=(WEB_MEMORY WEB_A)"), "\(script.prefix(3000))")
  }
}
