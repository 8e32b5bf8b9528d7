internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key of a service route at a volume.
  static let volumeRouteKeys = ManifestRule(
    Rule(
      DiagnosticCode(154), .error, .fixed,
      "a route to a volume has no proxy keys",
      page: RulePage(
        breaks: "Files are served by nginx itself: the key would have no effect.",
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web, /media/: { volume: media, timeout: 1️⃣60s } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { media: /srv/media }
          volumes: { media: { access: shared, node: manager } }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: { service: web, timeout: 30s }, /media/: { volume: media } }
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { media: /srv/media }
          volumes: { media: { access: shared, node: manager } }
          """,
        source: "the manifest language: routes")),
    .manifest { context, findings in
      for route in context.manifest.gateway?.routes ?? [] {
        guard case .volume(let name) = route.destination else { continue }
        let keys = [
          ("websocket", route.websocket?.range), ("timeout", route.timeout?.range),
          ("stripPrefix", route.stripPrefix?.range), ("buffering", route.buffering?.range),
        ]
        for case (let key, let place?) in keys {
          findings.report(
            at: place, "'\(key)' has no effect: files of the volume '\(name.value)' answer",
            help: "remove \(key)")
        }
      }
    })
}
