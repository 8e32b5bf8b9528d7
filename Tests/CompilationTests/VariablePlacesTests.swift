import Backends
import Diagnostics
import Testing

/// `${NAME}` in all its forms, and in every place that takes it.
@Suite("Variables") struct VariablePlacesTests {
  private static func manifest(web: String, backing: String = "", targets: String) -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", entrypoint: [/e], command: [serve], port: 80, health: /up\(web) }
    backing:
      db: { image: "shop/db:1", port: 81, user: "1:1"\(backing) }
    targets: [\(targets)]
    """
  }

  private static let worker = "image: \"shop/mail:1\", entrypoint: [/e], command: [mail]"
  private static let asked = ", health: { command: [ask] }"

  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"
  private static let example = "docker/.env.example"

  @Test(arguments: [
    ("${A}", "${A:?set A in docker/.env}", "REQUIRED=(A)", "\nA=\n"),
    ("${A:?a key of 32 bytes}", "${A:?set A in docker/.env}", "REQUIRED=(A)", "\nA=\n"),
    ("${A:-b}", "${A:-b}", "OPTIONAL=(TAG A)", "\n#A=b\n"),
    ("${A-b c}", "${A-b c}", "OPTIONAL=(TAG A)", "\n#A='b c'\n"),
    ("${A:+b c}", "${A:+b c}", "OPTIONAL=(TAG A)", "\n#A=\n"),
    ("${A+b}", "${A+b}", "OPTIONAL=(TAG A)", "\n#A=\n"),
  ])
  func `each form`(written: String, printed: String, assigned: String, told: String) throws {
    let web = ", build: ./web, env: { X: \"\(written)\" }"
    let text = Self.manifest(web: web, backing: Self.asked, targets: "blueGreen, kubernetes")
      .replacing("image: \"shop/web:1\", ", with: "")
    let files = try BuildEnd.files(text)
    #expect(files[Self.compose]?.contains("X: \(printed)") == true)
    #expect(files["docker/scripts/deploy-blue-green.sh"]?.contains(assigned) == true)
    #expect(files[Self.example]?.contains(told) == true)
    #expect(files[Self.example]?.contains("32 bytes") == written.contains("32 bytes"))
    let template = #"=\"# + (written.contains(":?") ? "${A}" : written)
    let script = try #require(files["kubernetes/scripts/deploy-kubernetes.sh"])
    #expect(script.matches(of: /"A(_IF_[0-9a-f]+)?=/).count == 1 && script.contains(template))
  }

  @Test func `a message in an image's name`() throws {
    let text = Self.manifest(web: "", backing: Self.asked, targets: "blueGreen")
      .replacing("shop/web:1", with: "shop/web:${A:?which one?}")
    let files = try BuildEnd.files(text)
    #expect(files[Self.compose]?.contains("image: shop/web:${A:?set A in docker/.env}") == true)
    #expect(files[Self.example]?.contains("# which one?\n") == true)
    let spaced = text.replacing("${A:?which one?}", with: "${A:-which one}")
    #expect(BuildEnd.errors(spaced)?.map(\.code.number) == [106])
  }

  @Test(arguments: [
    ("${A?b}", "write ${A:?…}: an empty value counts as none"),
    (
      "${A:-${B}}",
      "no variable stands inside another: write a text there, or give the whole a variable"
    ),
    (
      "${A:+x${B:-y}}",
      "no variable stands inside another: write a text there, or give the whole a variable"
    ),
  ])
  func `forms that are none`(written: String, help: String) throws {
    let text = Self.manifest(
      web: ", env: { X: \"\(written)\" }", backing: Self.asked, targets: "blueGreen")
    let found = try #require(BuildEnd.errors(text)?.first)
    #expect(found.code.number == 112 && found.help == help)
  }

  @Test func `the forms of one variable are one, or told`() throws {
    let both = { (other: String) in
      Self.manifest(
        web: ", env: { X: \"${A-b}\", Y: \"\(other)\" }", backing: Self.asked, targets: "blueGreen")
    }
    #expect(BuildEnd.errors(both("${A-b}"))?.map(\.code.number) == [])
    #expect(BuildEnd.errors(both("${A:-b}"))?.map(\.code.number) == [191])
    let demands = Self.manifest(
      web: ", env: { X: \"${A}\", Y: \"${A:?a key}\" }", backing: Self.asked, targets: "blueGreen")
    #expect(try BuildEnd.files(demands)[Self.example]?.contains("a key") == true)
  }

  /// Not at a `build`, where no variable stands.
  @Test(arguments: [true, false]) func `two defaults are told where one is written`(
    builtFirst: Bool
  ) throws {
    let built = "  mail: { build: mail, command: [mail] }\n"
    let text = Self.manifest(web: "", backing: Self.asked, targets: "blueGreen")
      .replacing("shop/web:1", with: "shop/web:${TAG:-1}")
      .replacing(
        builtFirst ? "  web:" : "backing:", with: built + (builtFirst ? "  web:" : "backing:"))
    let found = try #require(BuildEnd.errors(text)?.first)
    #expect(found.code.number == 191 && found.help?.contains("${TAG:-dev}") == true)
    let line = text.split(separator: "\n")[try #require(found.range).start.line - 1]
    #expect(line.contains("${TAG:-1}"), "\(line)")
  }

  @Test func `a text in place of a value is no default, and each is a value of its own`() throws {
    let env =
      ##", env: { P: "a ${A:+b}", Q: "${A:+b}", R: "${A+c}", S: "${A:-d}", T: "${A:+b}!" }"##
    let files = try BuildEnd.files(
      Self.manifest(web: env, backing: Self.asked, targets: "blueGreen, kubernetes"))
    for line in ["P: a ${A:+b}", "Q: ${A:+b}", "R: ${A+c}", "S: ${A:-d}", "T: ${A:+b}!"] {
      #expect(files[Self.compose]?.contains(line) == true, "\(line)")
    }
    let script = try #require(files["kubernetes/scripts/deploy-kubernetes.sh"])
    let keys = script.matches(of: /"(A[A-Za-z_0-9]*)=\\\$\{A(.*?)\}"/).map {
      (String($0.1), String($0.2))
    }
    #expect(Set(keys.map(\.1)) == [":+b", "+c", ":-d"] && Set(keys.map(\.0)).count == 3)
    let pod = try #require(files["kubernetes/web-deployment.yml"])
    let key = try #require(keys.first { $0.1 == ":+b" }?.0)
    #expect(pod.contains("value: a $(ZDC_\(key))") && pod.contains("value: $(ZDC_\(key))!"))
    #expect(pod.contains("key: \(key)\n") && files[Self.example]?.contains("#A=d\n") == true)
  }

  @Test(arguments: ["${A:+b}", "${A+b}"])
  func `Docker's CLI reads none in a stack file`(text: String) throws {
    let manifest = Self.manifest(
      web: ", env: { X: \"\(text)\" }", backing: Self.asked, targets: "blueGreen, swarm")
    #expect(BuildEnd.errors(manifest)?.map(\.code.number) == [194])
  }

  @Test func `a demand beside a text in its place stays one`() throws {
    for env in ["X: \"${A:+b}\", Y: \"${A}\"", "Y: \"${A}\", X: \"${A:+b}\""] {
      let files = try BuildEnd.files(
        Self.manifest(web: ", env: { \(env) }", backing: Self.asked, targets: "blueGreen"))
      #expect(files["docker/scripts/deploy-blue-green.sh"]?.contains("REQUIRED=(A)") == true)
    }
  }

  @Test func `names with dots`() throws {
    let env = ", env: { discovery.type: one }"
    let files = try BuildEnd.files(
      Self.manifest(web: "", backing: Self.asked + env, targets: "blueGreen, swarm, kubernetes"))
    #expect(files[Self.compose]?.contains("discovery.type: one") == true)
    #expect(files[Self.stack]?.contains("discovery.type: one") == true)
    #expect(files["kubernetes/db-statefulset.yml"]?.contains("name: discovery.type") == true)
  }

  @Test(arguments: [
    (", env: { a.b: one }", "blueGreen", []), (", env: { a.b: one }", "kubernetes", []),
    (", env: { a.b: one }", "swarm", [193]),
    (", env: { a.b: one }, secrets: { K: k }", "blueGreen", [193]),
    (", env: { a.b: one }, secrets: { K_FILE: k }", "blueGreen", []),
    (", env: { a.b: one }, release: [[a]]", "blueGreen", []),
    (", env: { a.b: one }, release: [[a], [b]]", "blueGreen", [193]),
    (", env: { a.b: }", "blueGreen", [108]), (", env: { .a: b }", "blueGreen", [110]),
  ])
  func `who hands names with dots on`(web: String, target: String, expected: [Int]) {
    let secret = web.contains("secrets") ? "\nsecrets: { k: { env: K } }" : ""
    let text = Self.manifest(web: web, backing: Self.asked, targets: target) + secret
    #expect(BuildEnd.errors(text)?.map(\.code.number) == expected)
  }

  @Test func `a service's name may hold what looks like a default`() throws {
    let text = Self.manifest(
      web: ", env: { X: \"${my-db.url}\" }", backing: "\(Self.asked), scheme: redis",
      targets: "blueGreen"
    ).replacing("  db:", with: "  my-db:")
    #expect(try BuildEnd.files(text)[Self.compose]?.contains("X: redis://my-db:81") == true)
  }

  @Test func `in a health command`() throws {
    let health = #", health: [sh, -c, "ask -u ${DB_USER:-shop} now", "${EMPTY:-}"]"#
    let files = try BuildEnd.files(
      Self.manifest(web: "", backing: health, targets: "blueGreen, swarm, kubernetes"))
    let test = "ask -u ${DB_USER:-shop} now"
    #expect(files[Self.compose]?.contains(test) == true)
    #expect(files[Self.stack]?.contains(test) == true)
    #expect(files[Self.example]?.contains("#DB_USER=shop") == true)
    // The kubelet makes one dollar of two, and a shell takes the value from the environment.
    let pod = try #require(files["kubernetes/db-statefulset.yml"]).replacing("''", with: "'")
    #expect(pod.contains(#"exec sh -c 'ask -u '"$$ZDC_DB_USER"' now' "$$ZDC_EMPTY""#), "\(pod)")
    #expect(pod.contains("name: ZDC_DB_USER"))
  }

  @Test func `a health command without one needs no shell`() throws {
    let files = try BuildEnd.files(
      Self.manifest(web: "", backing: ", health: [ask, now]", targets: "kubernetes"))
    #expect(files["kubernetes/db-statefulset.yml"]?.contains("exec ask") == false)
  }

  @Test func `an overlay of a health list gives it times`() throws {
    let text =
      Self.manifest(web: "", backing: ", health: [ask, now]", targets: "x")
      .replacing(
        "targets: [x]",
        with: "targets: { blueGreen: { backing: { db: { health: { interval: 17s } } } }, "
          + "swarm: { enabled: false }, kubernetes: { enabled: false } }")
    let compose = try #require(BuildEnd.files(text)[Self.compose])
    #expect(compose.contains("interval: 17s") && compose.contains("ask"))
  }

  @Test func `in a folder of the host`() throws {
    let mounts = """
      \(Self.asked), mounts: { "${DATA:-/srv/db}/a": /a, "./${B}/../c": /b, "x${B}": /c, "/d/${B}": /d }
      """
    let files = try BuildEnd.files(Self.manifest(web: "", backing: mounts, targets: "blueGreen"))
    let compose = try #require(files[Self.compose])
    for source in [
      "${DATA:-/srv/db}/a", "../../${B:?set B in docker/.env}/../c",
      "../../x${B:?set B in docker/.env}", "/d/${B:?set B in docker/.env}",
    ] {
      #expect(compose.contains("source: \(source)\n"), "\(source)")
    }
    let script = try #require(files["docker/scripts/deploy-blue-green.sh"])
    #expect(script.contains("HOST_PATHS=(DATA)") && script.contains("REQUIRED=(B)"))
  }

  @Test func `a relative default at the beginning of one is told`() {
    let text = Self.manifest(
      web: "", backing: "\(Self.asked), mounts: { \"${DATA:-./data}\": /a }", targets: "blueGreen")
    #expect(BuildEnd.errors(text)?.map(\.code.number) == [187])
  }

  @Test func `in a published port`() throws {
    let ports = #"\#(Self.asked), publish: ["${BIND:-127.0.0.1}:${P}:81"]"#
    let files = try BuildEnd.files(Self.manifest(web: "", backing: ports, targets: "blueGreen"))
    #expect(
      files[Self.compose]?.contains("${BIND:-127.0.0.1}:${P:?set P in docker/.env}:81") == true)
    let open = #"\#(Self.asked), publish: ["${P:-8081}:81"]"#
    let stack = try BuildEnd.files(Self.manifest(web: "", backing: open, targets: "swarm"))
    #expect(stack[Self.stack]?.contains("published: ${P:-8081}\n") == true)
  }

  @Test(arguments: [
    ("${BIND}:81:81", "swarm", [310]), ("${P:-none}:81", "blueGreen", [106]),
    ("81:${P}", "blueGreen", [106]), ("8${P}:81", "blueGreen", [106]),
    ("${P:-80}:81", "blueGreen", [148]), ("${db.port}:81", "blueGreen", [111]),
    ("${BIND:-here}:81:81", "blueGreen", [106]), ("[::1]:${P}:81", "blueGreen", []),
  ])
  func `what a port may be`(written: String, target: String, expected: [Int]) {
    let text = Self.manifest(
      web: "", backing: "\(Self.asked), publish: [\"\(written)\"]", targets: target)
    #expect(BuildEnd.errors(text)?.map(\.code.number) == expected)
  }

  @Test func `a name alone is passed on`() throws {
    let files = try BuildEnd.files(
      Self.manifest(
        web: ", env: { TZ: }", backing: Self.asked, targets: "blueGreen, swarm, kubernetes"))
    // Compose leaves out what its environment has not; the others have an empty one.
    #expect(files[Self.compose]?.contains("TZ: null\n") == true)
    #expect(files[Self.stack]?.contains("TZ: ${TZ:-}\n") == true)
    #expect(files["kubernetes/scripts/deploy-kubernetes.sh"]?.contains(#"TZ=\${TZ:-}"#) == true)
    let null = Self.manifest(web: ", env: { TZ: null }", backing: Self.asked, targets: "blueGreen")
    #expect(BuildEnd.errors(null)?.map(\.code.number) == [108])
  }

  @Test func `no health check`() throws {
    let files = try BuildEnd.files(
      Self.manifest(
        web: "", backing: ", health: none", targets: "blueGreen, swarm, kubernetes"
      ).replacing("backing:", with: "  mail: { \(Self.worker), health: none }\nbacking:"))
    for path in [Self.compose, Self.stack] {
      #expect(files[path]?.contains("healthcheck:\n      disable: true\n") == true)
    }
    #expect(files[Self.compose]?.contains("condition: service_healthy") == false)
    #expect(files["kubernetes/db-statefulset.yml"]?.contains("readinessProbe") == false)
    #expect(files["RUNBOOK.md"]?.contains("mail: health none") == true)
  }

  @Test(arguments: [
    (", health: none", "", [201]), ("", ", health: { path: none }", [106]),
    ("", ", health: none, live: none", [106]),
  ])
  func `where there is one`(web: String, backing: String, expected: [Int]) {
    let text = Self.manifest(web: web, backing: backing, targets: "blueGreen, kubernetes")
      .replacing("health: /up, health", with: "health")
    let codes = BuildEnd.errors(text)?.map(\.code.number) ?? [70]
    #expect(codes == expected)
  }
}
