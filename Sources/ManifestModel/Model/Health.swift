package import Diagnostics

/// How a service tells that it is well.
package struct Health: Sendable {
  package enum Probe: Sendable {
    case http(path: Located<String>)
    case command([Located<Template>])
    case tcp(SourceRange)
  }

  /// Who asks an HTTP health path.
  package enum Via: String, Sendable, CaseIterable {
    case curl
    case wget
    case python3
    case gateway
  }

  /// The word for no check at all.
  static let none = "none"

  package let range: SourceRange
  package let probe: Probe
  package let interval: Located<Duration>?
  package let timeout: Located<Duration>?
  package let retries: Located<Int>?
  package let start: Located<Duration>?
  package let startInterval: Located<Duration>?
  package let via: Located<Via>?
  package let headers: [Label]
}

extension Health {
  /// What is run to ask; nothing where zdc asks by itself.
  package var words: [Located<Template>] {
    if case .command(let words) = probe { words } else { [] }
  }
}
