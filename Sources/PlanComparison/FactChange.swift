package import Diagnostics
package import ManifestModel
package import Planning
package import Properties

/// One fact that two plans state differently, or that only one of them states.
package struct FactChange: Sendable {
  package enum Kind: String, Sendable {
    case added
    case removed
    case changed
  }

  package let subject: FactSubject
  /// In the manifest's words: `health.interval`.
  package let property: String
  package let old: String?
  package let new: String?
  package let oldOrigin: Origin?
  package let newOrigin: Origin?
  package let effect: PropertyEffect
  /// The targets that it is the same change for.
  package internal(set) var targets: [Target]
  /// Whether its whole subject is new, or gone.
  package let isWholeSubject: Bool

  package var kind: Kind { old == nil ? .added : new == nil ? .removed : .changed }

  /// Whether the manifest states it itself, and it is no default or derivation.
  package var isWritten: Bool { (newOrigin ?? oldOrigin)?.reason == nil }

  /// `django.replicas`, `secret jwt-key`, `project.network`.
  package var name: String {
    let owner =
      switch subject.kind {
      case .project: ""
      case .service: subject.name + "."
      default: "\(subject.kind.rawValue) \(subject.name)."
      }
    return owner + property
  }

  func isSame(as other: FactChange) -> Bool {
    subject == other.subject && property == other.property && old == other.old
      && new == other.new && isWholeSubject == other.isWholeSubject
  }
}
