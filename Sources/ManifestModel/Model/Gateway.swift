package import Diagnostics

/// The nginx in front.
package struct Gateway: Sendable {
  /// How long nginx keeps an idle connection to a server. It has to be the first to close: a request
  /// that meets the server's own close is lost, for a POST is never sent again. The shortest default
  /// of a server that keeps connections is gunicorn's, 2 s; uvicorn, hypercorn and Node have 5 s.
  package static let keepaliveTimeout = Duration(seconds: 1)

  package let range: SourceRange
  package let name: Located<String>?
  package let image: Located<Template>?
  package let http: Located<Int>?
  package let https: Located<Int>?
  /// The host's; `nil`: every one.
  package let address: Located<String>?
  package let redirect: Located<Bool>?
  package let certificates: Located<String>?
  package let health: Located<String>?
  package let replicas: Located<Int>?
  package let networks: [Located<String>]
  package let serverNames: [Located<String>]
  package let maxBodySize: Located<ByteSize>?
  package let gzip: Located<Bool>?
  package let logFormat: Located<LogFormat>?
  package let securityHeaders: Located<Bool>?
  /// Proxies whose word counts.
  package let trust: [Located<String>]
  package let staticFiles: StaticFiles?
  package var routes: [Route]
  package let snippets: Snippets

  package struct StaticFiles: Sendable {
    package let directory: Located<String>
    package let spa: Located<Bool>?
  }

  package enum LogFormat: String, Sendable, CaseIterable {
    case combined, json
  }

  /// Texts that zdc's nginx reader has to accept before they go into a conf.
  package struct Snippets: Sendable {
    package let http: Located<String>?
    package let server: Located<String>?
    package let locations: [Location]

    package struct Location: Sendable {
      /// The route's, as it is written.
      package let key: Located<String>
      package let text: Located<String>
    }
  }
}

/// Paths and what answers them.
package struct Route: Sendable {
  package enum Destination: Sendable {
    case service(Located<String>)
    case volume(Located<String>)
    case redirect(Redirect)
  }

  package struct Redirect: Sendable {
    package let to: Located<String>
    package let status: Located<Int>?
  }

  /// Headers by name; an empty value takes one away.
  package struct Headers: Sendable {
    package let range: SourceRange
    package let request: [Header]
    package let response: [Header]
  }

  package struct RateLimit: Sendable {
    package let rate: Located<RequestRate>
    package let burst: Located<Int>?
  }

  package struct Header: Sendable {
    package let name: Located<String>
    package let value: Located<String>
  }

  /// As it is written: `/api/`, `= /robots.txt`, `~ ^/api/[0-9]+$`.
  package let key: Located<String>
  package let match: RouteMatch
  package let range: SourceRange
  package var destination: Destination
  package let websocket: Located<Bool>?
  package let timeout: Located<Duration>?
  package let stripPrefix: Located<Bool>?
  package let events: Located<Bool>?
  package let bufferAnswers: Located<Bool>?
  package let bufferRequests: Located<Bool>?
  package let rewrite: Located<String>?
  package let headers: Headers?
  /// The clients that may ask; of an empty list none.
  package let allow: Located<[Located<String>]>?
  package let deny: [Located<String>]
  package let rateLimit: RateLimit?
  /// The secret of names and passwords.
  package let login: Located<String>?
}

extension Gateway {
  /// What `securityHeaders` adds, and the variable that has it where nobody else sets it. A year of
  /// HTTPS is what browsers ask for; subdomains are not this gateway's to speak for.
  package static let securityHeaders: [(name: String, variable: String, value: String)] = [
    ("X-Content-Type-Options", "zdc_content_type_options", "nosniff"),
    ("X-Frame-Options", "zdc_frame_options", "SAMEORIGIN"),
    ("Referrer-Policy", "zdc_referrer_policy", "strict-origin-when-cross-origin"),
    ("Strict-Transport-Security", "zdc_transport_security", "max-age=31536000"),
  ]
}

extension Route {
  /// Whether an answer may go on until its colour ends.
  package var isLasting: Bool { websocket?.value == true || events?.value == true }
}
