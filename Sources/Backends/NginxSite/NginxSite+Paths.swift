import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Paths that become others, on the way to a service and by way of the client.
extension NginxSite {
  /// What the service is asked for, where that is not what the client asked for: a `proxy_pass` with
  /// a variable passes the path as it came.
  func asked(_ route: RoutePlan) -> NginxTree? {
    guard let change = route.pathChange else { return nil }
    let origin = route.stripsPrefix ? route.flags.stripPrefix : route.rewrite?.origin
    return directive(
      "rewrite", .verbatim(change.expression), .verbatim(change.replacement), "break"
    ).from(origin?.and([route.key.origin.range]))
  }

  /// What is captured is text of the client, decoded: `rewrite` encodes it again, and `return` would
  /// write a line's end of it into the answer's head.
  func redirect(_ route: RoutePlan, to target: Traced<String>, _ status: Traced<Int>) -> NginxTree {
    let change = RoutePlan.PathChange(route.match, to: target.value)
    let origin = target.origin.and([status.origin.range, route.key.origin.range])
    let hasQuery = target.value.contains("?")
    guard change.isFixed else {
      return directive(
        "rewrite", .verbatim(change.expression),
        .verbatim(change.replacement + (hasQuery ? "?" : "")),
        status.value == 301 ? "permanent" : "redirect"
      ).from(origin)
    }
    let end = hasQuery ? "" : "$is_args$args"
    return directive("return", "\(status.value)", .verbatim(target.value + end)).from(origin)
  }

  /// A request's header of this name is replaced, whoever sent it.
  func requestHeaders(_ headers: [RoutePlan.Header]) -> [NginxTree] {
    headers.map { header in
      directive("proxy_set_header", .verbatim(header.name), .literal(header.value.value))
        .from(header.value.origin)
    }
  }

  /// As those of the request; nginx's own answers have them too.
  func responseHeaders(_ route: RoutePlan) -> [NginxTree] {
    let own = route.responseHeaders.flatMap { header -> [NginxTree] in
      var parts: [NginxTree] = []
      if route.isProxied {
        parts.append(
          directive("proxy_hide_header", .verbatim(header.name)).from(header.value.origin))
      }
      if !header.value.value.isEmpty {
        parts.append(
          directive(
            "add_header", .verbatim(header.name), .literal(header.value.value), "always"
          ).from(header.value.origin))
      }
      return parts
    }
    // A location with headers of its own has none of those around it.
    guard gateway.securityHeaders.value, !route.responseHeaders.isEmpty else { return own }
    return own + securityHeaders(beside: Set(route.responseHeaders.map { $0.name.lowercased() }))
  }
}
