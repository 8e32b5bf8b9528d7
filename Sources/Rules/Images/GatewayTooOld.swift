internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A gateway that can't read its conf.
  static let gatewayTooOld = ManifestRule(
    Rule(
      DiagnosticCode(264), .error, .free,
      "the gateway's nginx is 1.27.3 or later",
      page: RulePage(
        breaks: """
          nginx does not start: 'invalid parameter "resolve"'. With it a gateway follows its \
          upstreams' addresses while it runs, which older versions can't.
          """,
        wrong: """
          gateway:
            image: 1️⃣nginx:1.26-alpine
            listen: { http: 80 }
            routes: { /: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            image: nginx:1.29-alpine
            listen: { http: 80 }
            routes: { /: web }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "nginx 1.27.3: resolve in upstream servers, until then of the commercial version")),
    .manifest { context, findings in
      guard context.onDocker, let image = context.manifest.gateway?.image,
        let nginx = NginxImage(image.value), nginx.isTooOldForResolve, let version = nginx.version
      else { return }
      findings.report(
        at: image.range, "nginx \(version) does not know 'resolve' in an upstream",
        help: "write nginx:1.29-alpine, or another from 1.27.3 on")
    })
}
