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
  package let redirect: Located<Bool>?
  package let certificates: Located<String>?
  package let health: Located<String>?
  package let replicas: Located<Int>?
  package let serverNames: [Located<String>]
  package let maxBodySize: Located<ByteSize>?
  package let staticFiles: StaticFiles?
  package let routes: [Route]
  package let snippets: Snippets

  package struct StaticFiles: Sendable {
    package let directory: Located<String>
    package let spa: Located<Bool>?
  }

  /// Texts that zdc's nginx reader has to accept before they go into a conf.
  package struct Snippets: Sendable {
    package let http: Located<String>?
    package let server: Located<String>?
    package let locations: [Location]

    package struct Location: Sendable {
      package let prefix: Located<String>
      package let text: Located<String>
    }
  }
}

/// A path prefix and what answers it.
package struct Route: Sendable {
  package enum Destination: Sendable {
    case service(Located<String>)
    case volume(Located<String>)
  }

  package let prefix: Located<String>
  package let range: SourceRange
  package let destination: Destination
  package let websocket: Located<Bool>?
  package let timeout: Located<Duration>?
  package let stripPrefix: Located<Bool>?
  package let buffering: Located<Bool>?
}
