import Diagnostics
import ManifestModel

extension Rule {
  /// A port of the host for a service of which two run during an update.
  static let hostPortTwice = Rule(
    PatchCodes.hostPortTwice, .error, .fixed,
    "a port of the host is for one container at a time",
    page: RulePage(
      breaks: """
        The next version starts while the one before serves, and the port is taken: under Swarm \
        its task stays pending until the update is given up, under Compose its container does \
        not start. No update comes through.
        """,
      wrong: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          swarm:
            patches:
              docker/docker-compose.swarm.yml:
                services: { web: { 1️⃣ports: [{ target: 80, published: 81, mode: host }] } }
        """,
      right: """
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        gateway: { listen: { http: 81 }, routes: { /: web } }
        """,
      source: """
        Docker: docker service create --publish mode=host; compose#3088, compose#1241
        """))
}
