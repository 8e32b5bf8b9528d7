import Backends
import Diagnostics
import Testing

/// Ports of the host, of what exists once; and the variable that `--tag` sets.
@Suite("Published ports") struct PublishedPortTests {
  private static func manifest(_ mail: String, targets: String = "blueGreen, swarm") -> String {
    """
    zdc: 1
    project: shop
    services:
      mail: { image: "shop/mail:${MAIL-1}", command: [serve], port: 25, health: { tcp: true }\(mail) }
    backing:
      dns: { image: "shop/dns:1", health: { command: [ask] }, publish: ["0.0.0.0:53:53", "0.0.0.0:53:53/udp"] }
    targets: [\(targets)]
    """
  }

  @Test func `of the gateway, on one address`() throws {
    let gateway = { (listen: String, targets: String) in
      """
      zdc: 1
      project: shop
      gateway: { listen: { http: 8080, address: \(listen) }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", entrypoint: [/e], command: [serve], port: 80, health: /up }
      targets: [\(targets)]
      """
    }
    let files = try BuildEnd.files(gateway("127.0.0.1", "blueGreen"))
    let compose = try #require(files["docker/docker-compose.blue-green.yml"])
    #expect(compose.contains("- 127.0.0.1:8080:80\n"))
    #expect(
      files["docker/scripts/deploy-blue-green.sh"]?.contains("GATEWAY_PORTS=(127.0.0.1/8080)")
        == true)
    #expect(files["RUNBOOK.md"]?.contains("http://127.0.0.1:8080/nginx-health") == true)
    let six = try BuildEnd.files(gateway("\"::1\"", "blueGreen"))
    #expect(six["docker/docker-compose.blue-green.yml"]?.contains("[::1]:8080:80") == true)
    #expect(BuildEnd.errors(gateway("127.0.0.1", "swarm"))?.map(\.code.number) == [311])
    #expect(BuildEnd.errors(gateway("localhost", "blueGreen"))?.map(\.code.number) == [106])
  }

  @Test func `over UDP, and of a singleton`() throws {
    let files = try BuildEnd.files(
      Self.manifest(", role: singleton, publish: [\"0.0.0.0:25:25\", \"${MAIL_PORT:-587}:587\"]"))
    let compose = try #require(files["docker/docker-compose.blue-green.yml"])
    for port in ["0.0.0.0:53:53", "0.0.0.0:53:53/udp", "0.0.0.0:25:25", "${MAIL_PORT:-587}:587"] {
      #expect(compose.contains("- \(port)\n"), "\(port)")
    }
    let stack = try #require(files["docker/docker-compose.swarm.yml"])
    #expect(stack.contains("protocol: udp\n") && stack.contains("published: 25\n"))
  }

  @Test(arguments: [
    (", publish: [\"25:25\"]", "blueGreen", [186]),
    (", role: singleton, replicas: 2, publish: [\"25:25\"]", "swarm", [139, 186]),
    (", role: singleton, publish: [\"25:25\"]", "kubernetes", [311, 311]),
    (", role: singleton, publish: [\"53:25\"]", "blueGreen", [148]),
    (", role: singleton, publish: [\"53:25/udp\"]", "blueGreen", [148]),
    (", role: singleton, publish: [\"54:25/udp\"]", "blueGreen", []),
    (", role: singleton, publish: [\"54:25/sctp\"]", "blueGreen", [106]),
  ])
  func `told`(mail: String, target: String, expected: [Int]) {
    let codes = BuildEnd.errors(Self.manifest(mail, targets: target))?.map(\.code.number) ?? [70]
    #expect(codes == expected)
  }

  @Test(arguments: [
    ("version: ${MAIL-1}", "'MAIL'"), ("version: ${OTHER:-1}", "''"), ("", "''"),
    ("version: \"${MAIL-1}-alpine\"", "'MAIL'"),
  ])
  func `the variable of the version is what a tag sets`(version: String, expected: String) throws {
    let files = try BuildEnd.files(Self.manifest("") + "\n" + version)
    for script in ["blue-green", "swarm"] {
      let text = try #require(files["docker/scripts/deploy-\(script).sh"])
      #expect(text.contains("TAG_VARIABLE=\(expected)\n"))
    }
  }
}
