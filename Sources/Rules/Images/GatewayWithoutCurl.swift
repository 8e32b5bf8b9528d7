internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A gateway that can't ask itself.
  static let gatewayWithoutCurl = ManifestRule(
    Rule(
      DiagnosticCode(265), .error, .free,
      "the gateway's image has curl",
      page: RulePage(
        breaks: """
          The gateway is asked by curl from inside; without it no gateway is ever healthy, and every \
          deployment ends in its time limit.
          """,
        wrong: """
          gateway:
            image: 1️⃣nginx:1.29-alpine-slim
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
        source: """
          nginxinc/docker-nginx: Dockerfile-alpine-slim.template, Dockerfile-alpine.template
          """)),
    .manifest { context, findings in
      guard context.onDocker, let image = context.manifest.gateway?.image,
        let nginx = NginxImage(image.value), nginx.isSlim
      else { return }
      findings.report(
        at: image.range,
        "the slim image of nginx has no curl, which the gateway's health check needs",
        help: "write the same tag without '-slim'")
    })
}
