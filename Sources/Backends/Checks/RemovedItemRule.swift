import Diagnostics
import ManifestModel

extension Rule {
  /// A patch that takes away what zdc put there.
  static let removedItem = Rule(
    PatchCodes.removedItem, .error, .fixed, "a patch takes nothing away unsaid",
    page: RulePage(
      breaks: """
        A list in a patch is the whole list, as in RFC 7396. What zdc had in it is gone: the gateway \
        loses its configuration, a container the network on which the others reach it.
        """,
      wrong: """
        gateway: { listen: { http: 80 }, routes: { /: web } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml:
                services: { nginx: { 1️⃣volumes: ["./htpasswd:/etc/nginx/.htpasswd:ro"] } }
        """,
      right: """
        gateway: { listen: { http: 80 }, routes: { /: web } }
        services:
          web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
        targets:
          blueGreen:
            patches:
              docker/docker-compose.blue-green.yml:
                services:
                  nginx: { volumes: { append: ["./htpasswd:/etc/nginx/.htpasswd:ro"] } }
        """,
      source: "RFC 7396: a list in a patch replaces the list"))
}
