import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import Testing

/// A release is a whole command line on every target: neither what the image says of its own nor
/// `entrypoint` stands before it.
@Suite struct ReleaseCommandTests {
  private static func files(_ web: String, more: String = "") throws -> [String: String] {
    try BuildEnd.files(
      """
      zdc: 1
      project: shop
      gateway: { listen: { http: 80 }, routes: { /: web } }
      services:
        web: { image: "shop/web:1", port: 80, health: /up, \(web) }
        \(more)
      rules: { ZDC206: "off" }
      """)
  }

  @Test(arguments: ["", "entrypoint: [start], ", "entrypoint: [start], command: [serve], "])
  func oneCommand(web: String) throws {
    let files = try Self.files(web + "release: /app/web migrate")
    for path in ["docker/docker-compose.blue-green.yml", "docker/docker-compose.swarm.yml"] {
      let file = try #require(files[path])
      #expect(
        file.contains("entrypoint: [/app/web]") && file.contains("command: [migrate]"), "\(file)")
    }
    let job = try #require(files["kubernetes/jobs/web-release.yml"])
    #expect(job.contains("command: [/app/web, migrate]"), "\(job)")
    #expect(!job.contains("args:") && !job.contains("start]"), "\(job)")
  }

  @Test func severalCommands() throws {
    let files = try Self.files("entrypoint: [start], release: [[a, b], [c]]")
    let job = try #require(files["kubernetes/jobs/web-release.yml"])
    #expect(job.contains("command: [a, b]") && job.contains("command: [c]"), "\(job)")
    #expect(!job.contains("args:"), "\(job)")
  }

  /// Their command stands behind what the image says, on every target as in Compose.
  @Test func whatIsAServiceOfItsOwnKeepsItsEntrypoint() throws {
    let more = """
      models: { image: "shop/models:1", role: init, command: [fetch, all] }
        tidy: { image: "shop/tidy:1", role: job, schedule: "0 3 * * *", command: [tidy] }
      targets: { blueGreen: { accept: [services.*.schedule] }, swarm: { accept: [services.*.schedule] }, kubernetes: {} }
      """
    let files = try Self.files("release: migrate", more: more)
    let compose = try #require(files["docker/docker-compose.blue-green.yml"])
    #expect(compose.contains("command: [fetch, all]"), "\(compose)")
    let job = try #require(files["kubernetes/jobs/models.yml"])
    #expect(job.contains("args: [fetch, all]") && !job.contains("command:"), "\(job)")
    let cron = try #require(files["kubernetes/tidy-cronjob.yml"])
    #expect(cron.contains("args: [tidy]") && !cron.contains("command:"), "\(cron)")
  }
}
