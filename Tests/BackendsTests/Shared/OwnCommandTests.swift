import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import TestSupport
import Testing

@testable import Backends

/// A command that the image says, and the deploy script hands to the wrapper.
@Suite struct OwnCommandTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway: { listen: { http: 80 }, routes: { /: web, /a/: api, /b/: whole } }
    services:
      web: { image: "public/web:1", port: 80, health: /up }
      api: { image: "public/api:1", command: [serve], port: 80, health: /up }
      whole: { image: "public/whole:1", entrypoint: [start], port: 80, health: /up }
    backing:
      db: { image: "mysql:8.4", port: 3306, health: { command: [mysqladmin, ping, -h, 127.0.0.1] }, secrets: { MYSQL_ROOT_PASSWORD: pw } }
    secrets: { pw: { env: PW } }
    """

  private func text(_ path: String) throws -> String {
    let plan = try PlannedManifest.text(Self.manifest)
    var log = DiagnosticLog()
    let files =
      SwarmArtefacts.files(try #require(plan.plan(for: .swarm)), into: &log)
      + BlueGreenArtefacts.files(try #require(plan.plan(for: .blueGreen)), into: &log)
      + SharedArtefacts.files(plan, into: &log)
    let file = try #require(files.first { $0.path == path })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func swarmHandsOverWhatTheManifestDoesNotSay() throws {
    let stack = try text("docker/docker-compose.swarm.yml")
    #expect(stack.contains("--image, '${ZDC_IMAGE_WEB:-}', --]"))
    #expect(stack.contains("--image, '${ZDC_IMAGE_API:-}', --]"))
    #expect(stack.contains("entrypoint: [/zdc/entrypoint.sh, --pause, '32', --, start]"))
    let script = try text("docker/scripts/deploy-swarm.sh")
    #expect(script.contains("WRAPPED=(web api whole db)"))
    #expect(script.contains("OF_IMAGE=(web api db)"))
    #expect(script.contains("CMD_OF_IMAGE=(web db)"))
    // Nothing is built, and images are looked into all the same.
    #expect(script.contains("STEPS=(reconcile preflight build "))
  }

  @Test func composeDoesWhereASecretsValueIsHandedOver() throws {
    let file = try text("docker/docker-compose.blue-green.yml")
    // Plain `docker compose up` says what to run; what the image says may be empty.
    #expect(
      file.contains(
        "--image, '${ZDC_IMAGE_DB?start it by docker/scripts/deploy-blue-green.sh deploy}', --]"))
    #expect(!file.contains("ZDC_IMAGE_WEB"))
    #expect(try text("docker/scripts/deploy-blue-green.sh").contains("CMD_OF_IMAGE=(db)"))
  }

  /// Words come through the wrapper as they are in the image, before those of the manifest.
  @Test func theWrapperRunsTheImagesWords() throws {
    try withScratchFolder { folder in
      let script = folder.appending(path: "entrypoint.sh")
      try Data(try text("docker/wrapper/entrypoint.sh").utf8).write(to: script)
      let words = #"'printf' '%s|' 'it'\''s' '' '$HOME `a`' "#
      for pause in [[], ["--pause", "1"]] {
        let outcome = try #require(Tool("sh")).run(
          [script.path] + pause + ["--image", words, "--", "b  c", "*"])
        #expect(outcome.status == 0 && outcome.text == "it's||$HOME `a`|b  c|*|", "\(outcome)")
      }
      let empty = try #require(Tool("sh")).run([script.path, "--image", "", "--"])
      #expect(empty.status == 64 && empty.everything.contains("no command"))
    }
  }
}
