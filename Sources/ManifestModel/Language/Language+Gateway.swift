extension Language {
  static let gateway = ObjectShape(
    "a gateway",
    keys: [
      KeyShape("name", label, default: "`nginx`", "The gateway's service name."),
      KeyShape(
        "image", .text(TextForm(.imageName, holds: .variables)),
        default: "`nginx:1.29-alpine`", "nginx, 1.27.3 or later."),
      KeyShape("listen", .object(listen), required: true, "The ports of the host."),
      KeyShape(
        "tls",
        .object(
          ObjectShape(
            "tls",
            keys: [
              KeyShape(
                "certificates", hostPath, required: true,
                "The folder of `tls.crt` and `tls.key`, and `NAME.crt` per server name.")
            ])), "Certificates; required with `listen.https`."),
      KeyShape(
        "health", .text(TextForm(.routePrefix)), default: "`/nginx-health`",
        "The path that the gateway answers itself."),
      KeyShape("replicas", count, default: "`2` under Swarm and Kubernetes", "Instances."),
      KeyShape("serverNames", .list(.text(TextForm(.serverName))), "As in nginx."),
      KeyShape(
        "maxBodySize", size, default: "`64Mi`",
        "The largest request body; a larger one is answered with 413."),
      KeyShape(
        "static",
        .object(
          ObjectShape(
            "static files",
            keys: [
              KeyShape(
                "directory", hostPath, required: true,
                "What is copied at deployment. What begins with `.` is not served, but for "
                  + "`/.well-known/`."),
              KeyShape(
                "spa", .boolean, default: "`false`",
                "Answer unknown paths with `/index.html`, but for those that end in a suffix: "
                  + "`/app.js`."),
            ])), "Files that the gateway serves itself."),
      KeyShape(
        "routes", names(.routePrefix, .either([label, .object(route)])),
        "Path prefix → what answers it."),
      KeyShape("snippets", .object(snippets), "nginx text of your own."),
    ])

  private static let listen = ObjectShape(
    "the listeners",
    keys: [
      KeyShape("http", port, "The host's port for HTTP."),
      KeyShape("https", port, "The host's port for HTTPS."),
      KeyShape(
        "redirect", .boolean, default: "`true` where both are given", "Redirect HTTP to HTTPS."),
    ])

  static let route = ObjectShape(
    "a route", shortKey: "service", oneOf: ["service", "volume"],
    keys: [
      KeyShape("service", label, "The coloured service that answers."),
      KeyShape("volume", .text(TextForm(.volumeName)), "The volume whose files are served."),
      KeyShape("websocket", .boolean, default: "`false`", "Pass WebSocket upgrades on."),
      KeyShape(
        "timeout", positiveDuration, default: "the drain; WebSocket routes `1h`",
        "How long an answer may take; after that it is 504."),
      KeyShape(
        "stripPrefix", .boolean, default: "`false`",
        "Remove the prefix before the request is passed on."),
      KeyShape("buffering", .boolean, default: "`true`", "nginx buffers answers."),
    ])

  private static let snippets = ObjectShape(
    "snippets",
    keys: [
      KeyShape("http", foreign, "Goes into `http`."),
      KeyShape("server", foreign, "Goes into each public `server`."),
      KeyShape(
        "location", names(.routePrefix, foreign),
        "Route → text in its `location`. A `proxy_set_header` of `Host`, `X-Real-IP`, "
          + "`X-Forwarded-For` or `X-Forwarded-Proto` takes the place of zdc's."),
    ])
}
