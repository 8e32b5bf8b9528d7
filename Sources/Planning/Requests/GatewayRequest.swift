package import Diagnostics

/// A request as a client makes it.
package struct GatewayRequest: Sendable {
  package let isSecure: Bool
  package let host: String
  /// `nil`: the scheme's own.
  package let port: Int?
  /// Path and query, as they are sent.
  package let target: [UInt8]

  /// `nil` of what is no URL of http or https.
  package init?(_ url: String) {
    let schemes = [("https://", true), ("http://", false)]
    guard let (scheme, isSecure) = schemes.first(where: { url.lowercased().hasPrefix($0.0) }) else {
      return nil
    }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    var host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    var port: Int?
    if let colon = host.lastIndex(of: ":"), host.last != "]" {
      guard let number = Int(host[host.index(after: colon)...]), (1...65535).contains(number) else {
        return nil
      }
      port = number
      host = host[..<colon]
    }
    guard !host.isEmpty else { return nil }
    // Browsers and curl send no fragment.
    let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
    self.isSecure = isSecure
    self.host = host.lowercased()
    self.port = port
    self.target = Array((target.hasPrefix("/") ? "" : "/").utf8) + Array(target.utf8)
  }
}

/// Where a gateway sends a request.
package struct RequestWay: Sendable {
  package enum Answer: Sendable {
    /// nginx's own.
    case status(Int, why: String)
    case health
    case challenge
    case redirect(Int, location: String)
    /// - Parameter path: path and query that it is asked for.
    case service(Traced<String>, path: String)
    /// A file below the volume, or the static folder.
    case file(String)
  }

  package let answer: Answer
  /// The route that nginx took.
  package let route: RoutePlan?
}
