import Diagnostics
import ManifestModel
import Planning

/// The gateway's routes, each by its prefix.
enum RouteProperties {
  static let rows: [Property<RoutePlan>] = [
    Property(
      "routes", change: .conf, conf: .among("http.server.location[*].proxy_pass", nil, passes)
    ) { route, _ in
      let text =
        switch route.destination {
        case .service(let service): Traced("service \(service.value)", from: service.origin)
        case .volume(let key, _): Traced("volume \(key.value)", from: key.origin)
        case .redirect(let target, let status):
          Traced(
            "redirect \(status.value) to \(target.value)",
            from: target.origin.and([status.origin.range]))
        }
      return keyed(route, .one(text))
    },
    Property(
      "routes.*.timeout", .time, change: .conf,
      conf: .among("http.server.location[*].proxy_read_timeout"),
      .among("http.server.location[*].proxy_send_timeout"),
      .among("http.server.location[*].proxy_next_upstream_timeout")
    ) { route, _ in keyed(route, .one(route.timeout).only(where: route.isProxied)) },
    Property(
      derived: "connect timeout", .time,
      conf: .among("http.server.location[*].proxy_connect_timeout")
    ) { route, plan in
      let time = Traced(route.connectTimeout(plan.engineTimes), from: route.timeout.origin)
      return keyed(route, .one(time).only(where: route.isProxied))
    },
    Property("routes.*.websocket", change: .conf) { route, _ in
      flag(route, route.isWebSocket, route.flags.webSocket)
    },
    Property("routes.*.stripPrefix", change: .conf) { route, _ in
      flag(route, route.stripsPrefix, route.flags.stripPrefix)
    },
    Property("routes.*.events", change: .conf) { route, _ in
      flag(route, route.isEvents, route.flags.events)
    },
    Property("routes.*.buffering.answers", change: .conf) { route, _ in
      flag(route, route.buffersAnswers, route.flags.bufferAnswers)
    },
    Property("routes.*.buffering.requests", change: .conf) { route, _ in
      flag(route, route.buffersRequests, route.flags.bufferRequests)
    },
    Property("routes.*.rewrite", change: .conf) { route, _ in keyed(route, .one(route.rewrite)) },
    Property("routes.*.headers.request", change: .conf) { route, _ in
      headers(route, route.requestHeaders)
    },
    Property("routes.*.headers.response", change: .conf) { route, _ in
      headers(route, route.responseHeaders)
    },
    Property(
      "routes.*.allow", change: .conf, conf: .among("http.server.location[*].allow", nil, allowed)
    ) { route, _ in addresses(route, route.allow?.value, route.allow?.origin) },
    Property(
      "routes.*.deny", change: .conf, conf: .among("http.server.location[*].deny", nil, denied)
    ) { route, _ in addresses(route, route.deny, .joined(route.deny.map(\.origin))) },
    Property(
      "routes.*.auth.basic", changes: { $0 == .blueGreen ? .replaces : .conf },
      conf: .among(
        "http.server.location[*].auth_basic_user_file", nil,
        { route, _ in
          keyed(
            route,
            .one(route.login.map { login in login.map { _ in GatewayPlan.file(of: login) } }))
        })
    ) { route, _ in keyed(route, .one(route.login)) },
    Property(
      "routes.*.rateLimit", change: .conf,
      conf: .among("http.server.location[*].limit_req", nil, limited)
    ) { route, _ in
      guard let limit = route.rateLimit else { return .none }
      return keyed(
        route,
        .text(
          "\(limit.rate.value), \(limit.burst.value) at once",
          from: limit.rate.origin.and([limit.burst.origin.range])))
    },
    Property("routes.*.snippet", change: .conf) { route, _ in keyed(route, .one(route.snippet)) },
  ]

  private static func keyed(_ route: RoutePlan, _ values: Values) -> Values {
    Values(
      values.list.map {
        Values.Value(route.key.value, text: $0.text, stated: $0.stated, from: $0.origin)
      })
  }

  private static func headers(_ route: RoutePlan, _ headers: [RoutePlan.Header]) -> Values {
    guard let origin = Origin.joined(headers.map(\.value.origin)) else { return .none }
    let texts = headers.map { "\($0.name): \($0.value.value)" }
    return keyed(route, .text(texts.joined(separator: "; "), from: origin))
  }

  /// As one value: `diff` tells a list that changed.
  private static func addresses(
    _ route: RoutePlan, _ list: [Traced<String>]?, _ origin: Origin?
  ) -> Values {
    guard let list, let origin else { return .none }
    let text = list.isEmpty ? "nobody" : list.map(\.value).joined(separator: ", ")
    return keyed(route, .text(text, from: origin))
  }

  private static let allowed: Property<RoutePlan>.Reading = { route, _ in
    keyed(route, Values((route.allow?.value ?? []).map { Values.Value("", $0) }))
  }

  private static let denied: Property<RoutePlan>.Reading = { route, _ in
    let all = Values((route.allow.map { [Values.Value(text: "all", from: $0.origin)] } ?? []))
    return keyed(route, Values(route.deny.map { Values.Value("", $0) }) + all)
  }

  private static let limited: Property<RoutePlan>.Reading = { route, _ in
    guard let limit = route.rateLimit else { return .none }
    let burst = limit.burst.value == 0 ? "" : " burst=\(limit.burst.value) nodelay"
    return keyed(route, .text("zone=\(limit.zone)\(burst)", from: limit.rate.origin))
  }

  private static func flag(_ route: RoutePlan, _ isOn: Bool, _ written: Origin?) -> Values {
    let origin = written ?? Origin(route.key.origin.range, reason: "default")
    return keyed(route, .text("\(isOn)", from: origin).only(where: route.isProxied))
  }

  private static let passes: Property<RoutePlan>.Reading = { route, plan in
    guard case .service(let service) = route.destination else { return .none }
    let isColoured = plan.gateway?.isColoured(service.value) == true
    let colour = plan.target == .blueGreen && isColoured ? "-$colour" : ""
    return keyed(
      route, .stated("http://\(service.value)\(colour)", from: service.origin))
  }
}
