package import Diagnostics

/// A network beside the one that all share.
package struct Network: Sendable {
  /// The word for that one in the lists of services.
  package static let shared = "default"

  /// As services call it.
  package let key: Located<String>
  package let isInternal: Located<Bool>?
  package let isExternal: Located<Bool>?
  package let name: Located<String>?
}
