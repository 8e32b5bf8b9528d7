package import Diagnostics

/// How versions change; every part may be missing, and a service may override each.
package struct Strategy: Sendable {
  package let range: SourceRange?
  package let drain: Located<Duration>?
  package let rolling: Rolling
  package let blueGreen: BlueGreen
  package let keepImages: Located<Int>?
  package let hooks: [Hook]

  package struct Rolling: Sendable {
    package let batch: Located<Int>?
    package let pause: Located<Duration>?
    package let order: Located<Order>?
    package let onFailure: Located<FailureAction>?
    package let monitor: Located<Duration>?
  }

  package enum Order: String, Sendable, CaseIterable {
    case startFirst = "start-first"
    case stopFirst = "stop-first"
  }

  package enum FailureAction: String, Sendable, CaseIterable {
    case rollback
    case pause
    case `continue`
  }

  package struct BlueGreen: Sendable {
    /// How often in a row a path answers before a switch is believed.
    package static let usualConfirmTimes = 5

    package let confirmTimes: Located<Int>?
    package let confirmPaths: [Located<String>]
    package let compare: Located<Bool>?
    package let healthTimeout: Located<Duration>?
    package let retain: Located<Retain>?
  }

  /// What becomes of the old colour after a switch.
  package enum Retain: String, Sendable, CaseIterable {
    case stopped
    case running
    case removed
  }

  package struct Hook: Sendable {
    package enum Moment: String, Sendable, CaseIterable {
      case beforeRelease
      case beforeSwitch
      case afterSwitch
      case afterRollback
      case onFailure
    }

    package let moment: Located<Moment>
    /// The script's path, relative to the manifest.
    package let path: Located<String>
  }
}
