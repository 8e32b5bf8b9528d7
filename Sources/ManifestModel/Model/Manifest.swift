package import Diagnostics

/// One deployment as its manifest states it: every value located, nothing resolved or defaulted.
///
/// `nil` is "not written"; what that means is the plan's business.
package struct Manifest: Sendable {
  /// The whole mapping, for faults that have no better place.
  package let range: SourceRange
  package let project: Located<String>
  package let prefix: Located<String>?
  package let version: Located<Template>?
  package let registry: Located<Template>?
  package let network: Located<String>?
  package let networks: [Network]
  package let logging: Logging?
  package var gateway: Gateway?
  /// Coloured services, in the manifest's order.
  package var services: [Service]
  /// Shared services, in the manifest's order.
  package var backing: [Service]
  package let volumes: [Volume]
  package let secrets: [Secret]
  package let strategy: Strategy
  package let targets: [TargetOptions]
  package let rules: [RuleSetting]
  package let comments: Located<CommentLanguage>?
}

/// The language of comments in artefacts and of the runbook.
package enum CommentLanguage: String, Sendable, CaseIterable {
  case en
  case ko
}

/// A severity that the project sets for one rule.
package struct RuleSetting: Sendable {
  package enum Level: String, Sendable, CaseIterable {
    case off
    case warning
    case error
  }

  package let code: Located<String>
  package let level: Located<Level>
  package let reason: Located<String>?
  /// `YYYY-MM-DD` as written; shown, never compared with a clock.
  package let until: Located<String>?
}
