import Diagnostics
import Foundation
import TestSupport
import Testing
import Verification

/// What a fault in one place looks like to whoever has to mend it.
@Suite(.slow) struct ContradictionTests {
  private let shop = Built("shop.yml")

  private func diagnostics(_ path: String, _ old: String, _ new: String) throws -> [Diagnostic] {
    let built = try #require(shop)
    let file = try #require(built.file(path))
    let text = String(decoding: file.bytes, as: UTF8.self)
    let position = try #require(text.firstRange(of: old), "'\(old)' is not in \(path)")
    return built.diagnostics(
      built.replacing(path, with: text.replacingCharacters(in: position, with: new)))
  }

  /// A backend that writes a wrong port in one place: both places are named.
  @Test func wrongPortInOneUpstream() throws {
    let found = try diagnostics(
      "docker/nginx/upstreams/blue.conf", "server api-blue:8000 resolve",
      "server api-blue:8001 resolve")
    let fact = try #require(found.first { $0.code == VerificationCodes.different })
    #expect(fact.message.contains("'port' of block upstream api-blue is '8001', and '8000'"))
    #expect(fact.range?.file.path == "docker/nginx/upstreams/blue.conf")
    #expect(fact.notes.first?.range?.file.path == "manifests/shop.yml")
    #expect(fact.notes.contains { $0.range?.file.path == "docker/nginx/upstreams/green.conf" })
    let cross = try #require(found.first { $0.code == VerificationCodes.crossCheck })
    #expect(cross.message.contains("leads to port 8001 of 'api-blue', whose check asks 8000"))
    #expect(cross.notes.first?.range?.file.path == "docker/docker-compose.blue-green.yml")
  }

  @Test(arguments: [
    (
      "docker/nginx/upstreams/blue.conf", "server chat-blue:7000", "server chut-blue:7000",
      "'chut-blue' is no service"
    ),
    ("docker/docker-compose.blue-green.yml", "'8443:443'", "'8443:444'", "listens on port 444"),
    (
      "docker/nginx/nginx-blue-green.conf", "proxy_pass http://api-$colour",
      "proxy_pass http://apo-$colour", "'apo-green' is no upstream"
    ),
    (
      "docker/docker-compose.blue-green.yml", "http://api-blue:8000", "http://api-green:8000",
      "is blue, and refers to 'api-green'"
    ),
    (
      "docker/docker-compose.blue-green.yml", "secrets: [session-key]", "secrets: [session-kay]",
      "secret 'session-kay' is mounted, and declared nowhere"
    ),
    (
      "docker/docker-compose.swarm.yml", "stop_grace_period: 60s", "stop_grace_period: 20s",
      "holds its stop back"
    ),
    (
      "kubernetes/edge-deployment.yml", "server api:8000 max_fails=0;",
      "server apo:8000 max_fails=0;",
      "'apo' is no Service"
    ),
    (
      "kubernetes/edge-deployment.yml", "server api:8000 max_fails=0;",
      "server api:8001 max_fails=0;",
      "leads to port 8001 of 'api', which has none"
    ),
    (
      "kubernetes/edge-deployment.yml", "proxy_pass http://api;", "proxy_pass http://apo;",
      "'apo' is no upstream"
    ),
    (
      "kubernetes/edge-deployment.yml", "listen 8080 default_server", "listen 8081",
      "listens on port 8080"
    ),
    (
      "kubernetes/api-deployment.yml", "targetPort: 8000", "targetPort: 8001",
      "Service/api leads to port 8001, which its pods do not have"
    ),
    (
      "kubernetes/api-deployment.yml", "  name: payment-key\n", "  name: payment-kay\n",
      "reads secret 'payment-kay', which the script does not know"
    ),
    (
      "kubernetes/api-deployment.yml", "terminationGracePeriodSeconds: 60",
      "terminationGracePeriodSeconds: 40", "holds its stop back 50 s"
    ),
    (
      "kubernetes/api-deployment.yml",
      "    matchLabels:\n      app.kubernetes.io/name: api\n",
      "    matchLabels:\n      app.kubernetes.io/name: apo\n", "does not select its own pods"
    ),
    (
      "docker/docker-compose.blue-green.yml", "    container_name: shop-mailer-blue\n",
      """
          container_name: shop-mailer-blue
          healthcheck:
            test: [CMD, python3, worker.py, --ping, cache]
            interval: 11s
            timeout: 3s
            retries: 3
            start_period: 30s
            start_interval: 1s

      """,
      "'healthInterval' is 11s for blue and 10s for green"
    ),
  ])
  func whatNoSingleArtefactShows(
    _ path: String, _ old: String, _ new: String, _ message: String
  ) throws {
    let found = try diagnostics(path, old, new)
    #expect(
      found.contains { $0.code == VerificationCodes.crossCheck && $0.message.contains(message) },
      "\(found.map(\.message))")
    #expect(found.contains { $0.code != VerificationCodes.crossCheck }, "the fact itself")
  }

  @Test func unknownKeyIsFound() throws {
    let found = try diagnostics(
      "docker/docker-compose.blue-green.yml", "    restart: unless-stopped\n",
      "    restart: unless-stopped\n    privileged: true\n")
    #expect(found.count == 1)
    #expect(found[0].code == VerificationCodes.extra)
    #expect(found[0].message.contains("'privileged' of service"))
  }

  @Test func textThatBecameBooleanIsFound() throws {
    let built = try #require(Built("brain-tumor.yml"))
    let path = "docker/docker-compose.blue-green.yml"
    let text = String(decoding: try #require(built.file(path)).bytes, as: UTF8.self)
    let found = built.diagnostics(
      built.replacing(path, with: text.replacing("DEBUG: 'False'", with: "DEBUG: False")))
    #expect(found.count == 4)
    #expect(found.allSatisfy { $0.code == VerificationCodes.different })
  }

  @Test func missingArtefactIsFound() throws {
    let built = try #require(shop)
    let found = built.diagnostics(
      built.artefacts.filter { $0.path != "docker/nginx/upstreams/green.conf" })
    #expect(found.contains { $0.code == VerificationCodes.missingArtefact })
  }

  /// Comments and blank lines state nothing.
  @Test(arguments: Built.all) func commentsAreNoFacts(_ built: Built) throws {
    let artefacts = built.artefacts.map { artefact in
      guard [".yml", ".conf"].contains(where: { artefact.path.hasSuffix($0) }) else {
        return artefact
      }
      let text = "# by hand\n" + String(decoding: artefact.file.bytes, as: UTF8.self) + "\n# end\n"
      return VerifiedArtefact(
        path: artefact.path, file: SourceFile(path: artefact.path, bytes: Array(text.utf8)))
    }.filter { $0.path != "docker/nginx/nginx-swarm.conf" }
    let original = built.artefacts.filter { $0.path == "docker/nginx/nginx-swarm.conf" }
    #expect(built.diagnostics(artefacts + original).isEmpty)
  }
}
