/// What a fact says of its subject. Some properties exist once a name (`environment DEBUG`), some
/// once a place in a list (the second published port).
package struct FactProperty: Sendable, Hashable {
  package let kind: Kind
  /// The variable, label, directive, … that it is about; else empty.
  package let key: String
  /// From 0, for the kinds that are lists.
  package let index: Int

  package init(_ kind: Kind, key: String = "", index: Int = 0) {
    self.kind = kind
    self.key = key
    self.index = index
  }

  package enum Kind: String, Sendable, CaseIterable {
    // Of a container, what is compared across artefacts, or by what it means.
    case entrypoint, command, grace, environment, label, dependency, port, publishedTarget
    // Its secrets: names, or of a file by `index` the secret that it holds.
    case secrets, mountSource
    // Health.
    case healthVia, healthPort, healthPath, healthHeader, healthLimit, healthCommand
    case healthInterval, healthTimeout, healthRetries, healthStart, healthStartInterval
    /// That a subject is there, where nothing else is said of it.
    case declared
    // The gateway's conf.
    case upstreamAddress, upstreamFlags, listen, serverNames, routeService, routeTimeout
    case routeVolume, header, drain, maxBodySize, directive
    // Scripts and `.env.example`; a list's elements count by `index`, a table's by `key`.
    case assignment, element, entry, defaultValue, required
    /// A line of a text that is zdc's own.
    case line
    /// Any other leaf of an object of Kubernetes: `key` is the way to it.
    case field
    /// Any other leaf: `key` is the way to it.
    case other
  }
}

extension FactProperty: CustomStringConvertible {
  /// As messages name it: `environment DEBUG`, `publishedPort 2`.
  package var description: String {
    let isNamedByKey = kind == .other || kind == .directive || kind == .field
    var text = isNamedByKey ? key : kind.rawValue
    if !key.isEmpty, !isNamedByKey { text += " \(key)" }
    return index == 0 ? text : "\(text) (\(index + 1))"
  }
}
