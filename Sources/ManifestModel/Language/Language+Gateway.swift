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
      networksKey,
      KeyShape("serverNames", .list(.text(TextForm(.serverName))), "As in nginx."),
      KeyShape(
        "maxBodySize", size, default: "`64Mi`",
        "The largest request body; a larger one is answered with 413."),
      KeyShape(
        "gzip", .boolean, default: "`false`",
        "Answers of text, JSON and the like are compressed for clients that take it."),
      KeyShape(
        "logFormat", choice(Gateway.LogFormat.self), default: "`combined`",
        "How nginx writes a request into its log; `json` has times, the server that answered, and "
          + "the colour besides."),
      KeyShape(
        "securityHeaders", .boolean, default: "`false`",
        "Every answer has `X-Content-Type-Options`, `X-Frame-Options`, `Referrer-Policy`, and by HTTPS "
          + "`Strict-Transport-Security`; what a service or a route sets itself stays."),
      KeyShape(
        "trust", addresses,
        "Proxies in front, by their addresses: of their requests the client's address is the last in "
          + "`X-Forwarded-For` that is none of these, and `X-Forwarded-Proto` is kept."),
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
        "routes", names(.routeMatch, .either([serviceName, .object(route)])),
        "Path prefix, `= PATH` or `~ EXPRESSION` → what answers it."),
      KeyShape("snippets", .object(snippets), "nginx text of your own."),
    ])

  private static let listen = ObjectShape(
    "the listeners",
    keys: [
      KeyShape("http", port, "The host's port for HTTP."),
      KeyShape("https", port, "The host's port for HTTPS."),
      KeyShape(
        "address", .text(TextForm(.address)), default: "every one",
        "The host's address of both: `127.0.0.1` behind a proxy of the host's own."),
      KeyShape(
        "redirect", .boolean, default: "`true` where both are given", "Redirect HTTP to HTTPS."),
    ])

  static let route = ObjectShape(
    "a route", shortKey: "service", oneOf: ["service", "volume", "redirect"],
    keys: [
      KeyShape(
        "service", serviceName,
        "The service that answers. Of a singleton or a backing service there is one: while it is "
          + "replaced, it does not."),
      KeyShape("volume", .text(TextForm(.volumeName)), "The volume whose files are served."),
      KeyShape(
        "redirect", .either([.text(TextForm(.redirectTarget)), .object(redirect)]),
        "Where clients are sent instead."),
      KeyShape(
        "rewrite", .text(TextForm(.rewriteTarget)),
        "The path that the service is asked for: of a prefix, what takes its place; of an "
          + "expression, `$1` and on are its groups."),
      KeyShape("headers", .object(headers), "Headers that are set, by name."),
      KeyShape(
        "allow", addresses,
        "The clients that may ask, by their addresses; all others get 403."),
      KeyShape(
        "deny", addresses,
        "Clients that get 403, before `allow` is looked at."),
      KeyShape("auth", .object(login), "Who may ask, by name and password; others get 401."),
      KeyShape(
        "rateLimit", .either([.text(TextForm(.rate)), .object(rateLimit)]),
        "How often a client may ask, by its address; what is more gets 429."),
      KeyShape("websocket", .boolean, default: "`false`", "Pass WebSocket upgrades on."),
      KeyShape(
        "events", .boolean, default: "`false`",
        "Server-sent events: answers that go on, unbuffered, and end with the drain as a WebSocket does."
      ),
      KeyShape(
        "timeout", positiveDuration, default: "the drain; of WebSockets and events `1h`",
        """
        How long an answer may take; after that it is 504. It counts towards the drain, unless the \
        route has `websocket` or `events`: where plain requests come beside those, give them a route \
        of their own, or write the `drain`.
        """),
      KeyShape(
        "stripPrefix", .boolean, default: "`false`",
        "Remove the prefix before the request is passed on; of a route by prefix."),
      KeyShape(
        "buffering", .either([.boolean, .object(buffering)]), default: "`true`",
        "nginx takes answers and requests' bodies at one side's speed, and hands them on at the "
          + "other's; `false` is neither."),
    ])

  private static let addresses = Shape.either([
    .text(TextForm(.network)), .list(.text(TextForm(.network))),
  ])

  static let login = ObjectShape(
    "a login",
    keys: [
      KeyShape(
        "basic", label, required: true,
        "The secret that has them, as htpasswd writes it: `NAME:HASH` a line. The service does not get "
          + "the password.")
    ])

  static let rateLimit = ObjectShape(
    "a rate limit", shortKey: "rate",
    keys: [
      KeyShape("rate", .text(TextForm(.rate)), required: true, "Requests in a second or a minute."),
      KeyShape(
        "burst", .integer(0...100_000), default: "the number of `rate`",
        "How many more it may ask at once after a while of silence."),
    ])

  static let redirect = ObjectShape(
    "a redirect", shortKey: "to",
    keys: [
      KeyShape(
        "to", .text(TextForm(.redirectTarget)), required: true,
        "A path or a URL: of a prefix, what takes its place, and the rest follows; of an "
          + "expression, `$1` and on are its groups. The query goes along, unless there is one here."
      ),
      KeyShape(
        "status", .integer(301...308), default: "`302`",
        "301 or 302; where `to` is the same for every request also 307 or 308."),
    ])

  static let buffering = ObjectShape(
    "buffering of a route",
    keys: [
      KeyShape(
        "answers", .boolean, default: "`true`; with `events: true` `false`",
        "Answers wait for the client, and the service does not."),
      KeyShape(
        "requests", .boolean, default: "`true`",
        "A request's body is there before the service is asked."),
    ])

  static let headers = ObjectShape(
    "headers of a route",
    keys: [
      KeyShape(
        "request", names(.headerName, headerValue),
        "What the service gets, in place of what the client sent or zdc would; an empty one is "
          + "taken away."),
      KeyShape(
        "response", names(.headerName, headerValue),
        "What every answer has, in place of what the service sent; an empty one is taken away."),
    ])

  private static let headerValue = Shape.text(TextForm(.headerValue, mayBeEmpty: true))

  private static let snippets = ObjectShape(
    "snippets",
    keys: [
      KeyShape("http", foreign, "Goes into `http`."),
      KeyShape("server", foreign, "Goes into each public `server`."),
      KeyShape(
        "location", names(.routeMatch, foreign),
        "Route → text in its `location`. A `proxy_set_header` of `Host`, `X-Real-IP`, "
          + "`Forwarded` or `X-Forwarded-For`, `-Proto` and `-Host` takes the place of zdc's."),
    ])
}
