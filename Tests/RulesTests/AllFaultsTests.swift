import Diagnostics
import Testing

/// One fault hides no other: an owner mends all in one round.
@Suite struct AllFaultsTests {
  private static func codes(_ text: String) -> [Int] {
    Checking.check("zdc: 1\nproject: shop\n" + text).sorted.filter { $0.severity == .error }
      .map(\.code.number).sorted()
  }

  @Test func aMisplacedVariableHidesNothingElse() {
    let text = """
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", port: 80, workingDir: "/srv/${X}", volumes: { d: /d } }
      volumes: { d: { access: shared, size: "${SIZE}" } }
      """
    #expect(Self.codes(text) == [111, 111, 201, 301])
  }

  @Test func aBrokenRouteHidesNoCertificate() {
    let text = """
      gateway: { listen: { https: 443 }, routes: { api: web } }
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
      """
    #expect(Self.codes(text) == [110, 143])
  }

  /// What is wrong with the service that is meant is told beside the slip.
  @Test(arguments: [
    ("${tikka.url}", "port: 9998, health: { tcp: true }", [120, 127]),
    ("${tikka.port}", "health: { command: [ok] }", [120, 126]),
    ("${tikka.url}", "port: 9998, health: /up", [120]),
    ("${other.url}", "port: 9998, health: { tcp: true }", [120]),
  ])
  func aMisspeltReferenceHidesNothing(reference: String, tika: String, expected: [Int]) {
    let text = """
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up, env: { T: "\(reference)" } }
        tika: { image: "shop/tika:1", \(tika) }
      """
    #expect(Self.codes(text) == expected)
  }

  @Test func whatIsFaultyIsNotMissing() {
    let text = """
      services:
        web: { image: "shop/web:1", port: 80, health: /up, comand: [serve] }
      """
    #expect(Self.codes(text) == [101])
  }

  /// What stands below a key that goes by another name here.
  @Test(arguments: [
    ("depends_on: { db: { condition: service_healthy } }", [101, 103]),
    ("environment: ['A=b']", [101, 103]), ("environment: { A: b, B-C: d }", [101, 110]),
    ("healthcheck: { test: [CMD, x], start_period: 5s }", [101, 101, 101]),
    ("read_only: yes", [101, 104]), ("stop_grace_period: 30s", [101]),
    ("restart_policy: { condition: any }", [101]), ("helth: { pth: /x }", [101]),
  ])
  func aNameOfComposeHidesNothingBelow(key: String, expected: [Int]) {
    let text = """
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, \(key) }
      """
    #expect(Self.codes(text) == expected)
  }

  @Test func anUndeclaredFormOfRouteAndVolume() {
    let text = """
      gateway: { listen: { http: 80 }, routes: { /: git, /x/: web } }
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up, volumes: { e: /e } }
      backing: { git: { image: "shop/git:1", health: { command: [ok] }, volumes: { d: /d } } }
      volumes: { d: { node: manager }, e: {} }
      """
    #expect(Self.codes(text) == [136, 207])
  }
}

/// Hints that led reasonable people astray.
@Suite struct HintTests {
  private static func help(_ service: String, _ more: String = "") -> [String] {
    let text = """
      zdc: 1
      project: shop
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up\(service) }
      \(more)
      """
    return Checking.check(text).sorted.compactMap(\.help)
  }

  @Test(arguments: [
    ("ports: ['80:80']", "write port: PORT"),
    ("build: { context: w, args: { a.b: x } }", "or in a file"),
    ("deploy: { replicas: 2 }", "one by one"),
    ("log_driver: syslog", "write logging: {"), ("stop_grace_period: 30s", "write stop: { grace"),
    ("stop_signal: SIGQUIT", "write stop: { signal"), ("expose: [80]", "write port: 80"),
    ("mem_limit: 1g", "resources: { memory"), ("cpus: 2", "resources: { cpu"),
    ("gpus: all", "resources: { gpu: 1 }"), ("network_mode: host", "write networks: [NAME]"),
    ("group_add: [video, audio]", "web: { group_add: [video, audio] }"),
    ("logging: { driver: local }, links: [db]", "${NAME.host}"), ("scale: 2", "'replicas'"),
    (
      "volumes: ['d:/d', './a:/a:ro,z', '${B}/c:/c']",
      "write volumes: { d: /d }, and mounts: { ./a: { path: /a, readOnly: true, selinux: shared },"
        + " \"${B}/c\": /c }"
    ),
    ("mounts: { ./a: '/a:ro' }", "write { path: /a, readOnly: true }"),
    ("tmpfs: ['/tmp:size=64m,mode=1777']", "write { /tmp: 64Mi }; a folder with other options"),
    ("tmpfs: '/tmp:size=1g'", "write { /tmp: 1Gi }"), ("ports: ['80:80']", "'publish'"),
    ("dependsOn: { db: { condition: service_healthy } }", "write [db]"),
    ("networks: { default: , data: { aliases: [x] } }", "write [default, data]"),
    ("stdin_open: true", "'stdinOpen'"), ("pids_limit: 100", "'pidsLimit'"),
    ("security_opt: [no-new-privileges]", "'securityOpt'"), ("pull_policy: always", "'pull'"),
  ])
  func keys(key: String, part: String) {
    let help = Self.help(", " + key)
    #expect(help.contains { $0.contains(part) }, "\(help)")
    #expect(!help.contains { $0.contains("{ 80: 80 }") || $0.contains("discovery_type") })
  }

  @Test(arguments: [
    ("api:9000", "write ${api.host}:${api.port}"), ("api:9001", "write ${api.host}:9001"),
    ("http://api:9000/x", "write ${api.url}"),
    ("http://api:9001/x", "write http://${api.host}:9001"),
    ("fcgi://api:9000", "write fcgi://${api.host}:${api.port}"),
  ])
  func addressesKeepTheirPort(address: String, expected: String) {
    let text = """
      zdc: 1
      project: shop
      services:
        web: { image: "shop/web:1", command: [serve], port: 80, health: /up, env: { API: '\(address)' } }
        api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
      """
    #expect(Checking.check(text).sorted.compactMap(\.help) == [expected])
  }

  @Test(arguments: [
    ("serve --to api:9000", "write ${api.host}:${api.port}"),
    ("serve --to=http://api:9000/v1", "write ${api.url}"), ("serve api", nil),
    ("serve --to=api", nil), ("gunicorn web:app", nil), ("serve 0.0.0.0:9000", nil),
  ])
  func addressesInCommands(command: String, expected: String?) {
    let text = """
      zdc: 1
      project: shop
      services:
        web: { image: "shop/web:1", command: '\(command)', port: 80, health: /up }
        api: { image: "shop/api:1", command: [serve], port: 9000, health: /up }
      """
    let found = Checking.check(text).sorted.filter { $0.code.number == 247 }
    #expect(found.map(\.help) == (expected.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("0.0.0.0:53:53/UDP", "did you mean '0.0.0.0:53:53/udp'?"),
    ("53/udp", "did you mean '53:53/udp'?"),
    ("53:53/tcp", "did you mean '53:53'?"),
    ("5000-5010:5000-5010/udp", "write each port of the range as an item of its own"),
  ])
  func formsOfPorts(port: String, expected: String) {
    let text = """
      zdc: 1
      project: shop
      services: { web: { image: "shop/web:1", command: [serve], port: 80, health: /up } }
      backing: { dns: { image: "shop/dns:1", health: { command: [ask] }, publish: ["\(port)"] } }
      targets: [blueGreen]
      """
    #expect(Checking.check(text).sorted.compactMap(\.help) == [expected])
  }

  @Test func portsOfUDP() {
    let text = """
      zdc: 1
      project: shop
      services: { web: { image: "shop/web:1", command: [serve], port: 80, health: /up } }
      backing: { dns: { image: "shop/dns:1", health: { command: [ask] }, publish: ["53:53/udp"] } }
      """
    let help = Checking.check(text).sorted.compactMap(\.help)
    #expect(
      help.contains { $0.contains("53:53/udp") } && !help.contains { $0.contains("did you mean") })
  }

  @Test func socketsOfMySQL() {
    let probe = ", live: { command: [mysqladmin, ping, -h, localhost] }"
    #expect(Self.help(probe).isEmpty)
    #expect(Self.help(", live: { command: [ask, localhost] }") == ["write 127.0.0.1"])
    let shell = { (text: String) in Self.help(", live: [sh, -c, '\(text)']") }
    #expect(shell("exec mysqladmin ping -hlocalhost").isEmpty)
    #expect(shell("P=x mariadb -h localhost -e ok && ask me").isEmpty)
    #expect(shell("mysqladmin ping -h localhost && curl localhost") == ["write 127.0.0.1"])
  }

  @Test func aVolumeWithNothingSaid() {
    let text = """
      zdc: 1
      project: shop
      services: { web: { image: "shop/web:1", command: [serve], port: 80, health: /up } }
      backing: { db: { image: "shop/db:1", health: { command: [ask] }, volumes: { d: /d } } }
      volumes:
        d:
      """
    #expect(!Checking.check(text).hasErrors)
  }

  @Test func includesOfOnesOwn() {
    let more =
      "gateway: { listen: { http: 80 }, routes: { /: web }, snippets: { server: include fastcgi_params; } }"
    #expect(Self.help("", more).contains { $0.contains("web server of your own") })
    let passed = more.replacing("include fastcgi_params;", with: "fastcgi_pass web:9000;")
    #expect(
      Self.help("", passed).contains {
        $0 == "run a web server of your own with this fastcgi_pass, and route to that one"
      })
  }
}
