internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key of a service route at a volume.
  static let volumeRouteKeys = ManifestRule(
    Rule(
      DiagnosticCode(154), .error, .fixed,
      "a route that no service answers has no keys of the way to one",
      page: RulePage(
        breaks: "nginx answers with files or a redirect itself: the key would have no effect.",
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
        let answer: String
        var isRedirect = false
        switch route.destination {
        case .service: continue
        case .volume(let name): answer = "files of the volume '\(name.value)' answer"
        case .redirect:
          answer = "the gateway answers with a redirect"
          isRedirect = true
        }
        // nginx answers with a redirect before it looks who asks.
        let access = [
          ("allow", route.allow?.range), ("deny", route.deny.first?.range),
          ("rateLimit", route.rateLimit?.rate.range), ("auth", route.login?.range),
        ]
        let keys = [
          ("websocket", route.websocket?.range), ("timeout", route.timeout?.range),
          ("stripPrefix", route.stripPrefix?.range), ("events", route.events?.range),
          ("buffering", (route.bufferAnswers ?? route.bufferRequests)?.range),
          ("rewrite", route.rewrite?.range),
          ("headers.request", route.headers?.request.first?.name.range),
        ]
        for case (let key, let place?) in keys + (isRedirect ? access : []) {
          findings.report(
            at: place, "'\(key)' has no effect: \(answer)",
            help: "remove \(key)")
        }
      }
    })
}
