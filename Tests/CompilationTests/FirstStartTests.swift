import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import Testing

/// What the runbook says of the first start is what the Compose file can do.
@Suite struct FirstStartTests {
  private static func manifest(_ web: String, top: String = "") -> String {
    """
    zdc: 1
    project: shop
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "shop/web:1", port: 80, health: /up, \(web) }
    secrets: { key: { env: APP_KEY } }
    targets: [blueGreen]
    \(top)
    """
  }

  /// A secret by value stands behind the wrapper, which has to know the whole command.
  @Test(arguments: [
    ("command: [run], secrets: { APP_KEY: key }", true), ("secrets: { APP_KEY: key }", true),
    ("entrypoint: [start], command: [run], secrets: { APP_KEY: key }", false),
    ("command: [run], secrets: { APP_KEY_FILE: key }", false),
  ])
  func byTheScriptWhereTheImageHasTheCommand(web: String, isByScript: Bool) throws {
    let files = try BuildEnd.files(Self.manifest(web))
    let runbook = try #require(files["RUNBOOK.md"])
    let start = try #require(runbook.components(separatedBy: "### First start\n").last)
    let commands = try #require(start.components(separatedBy: "```").dropFirst().first)
    let script = "docker/scripts/deploy-blue-green.sh deploy\n"
    let plain = "docker compose -f docker/docker-compose.blue-green.yml up -d\n"
    #expect(commands.hasSuffix(isByScript ? script : plain), "\(commands)")
    #expect(runbook.contains("of web, the image alone knows the command") == isByScript)
    let compose = try #require(files["docker/docker-compose.blue-green.yml"])
    let demand = "${ZDC_IMAGE_WEB?start it by docker/scripts/deploy-blue-green.sh deploy}"
    #expect(compose.contains(demand) == isByScript, "\(compose)")
    // No variable that somebody would fill in.
    #expect(files["docker/.env.example"]?.contains("ZDC_IMAGE") == false)
  }

  /// Of two lines for one name the later, empty one would count.
  @Test func aVariableThatIsAlsoASecretsStandsOnce() throws {
    let web = "command: [run], env: { A: '${ONE}', B: '${TWO:-x}' }, secrets: { S: one, T: two }"
    let secrets = "secrets: { one: { env: ONE }, two: { env: TWO }, also: { env: ONE } }"
    let text = Self.manifest(web.replacing("T: two", with: "T: two, U: also"))
      .replacing("secrets: { key: { env: APP_KEY } }", with: secrets)
    let example = try #require(try BuildEnd.files(text)["docker/.env.example"])
    let entries = example.split(separator: "\n").filter { !$0.hasPrefix("# ") }
    #expect(entries == ["ONE=", "TWO="], "\(example)")
    for line in [
      "# Must be set; read by web.", "# The value of the secret one; read by web.",
      "# The value of the secret also; read by web.",
    ] {
      #expect(example.contains(line + "\n"), "\(example)")
    }
  }
}
