/// What a text must look like, and whether it may hold `${…}`.
package struct TextForm: Sendable {
  /// What may stand in `${…}`.
  package enum Holds: Sendable {
    case nothing
    case variables
    case references
    case variablesAndReferences
    /// The text is another language's (nginx): `$` means what it means there.
    case foreignText
  }

  package enum Pattern: Sendable, CaseIterable {
    case any
    case dnsLabel
    /// A DNS label that may hold `_` too, as Compose's names do.
    case serviceName
    case variableName
    /// Of a container's environment, where a program may read `discovery.type`.
    case environmentName
    case volumeName
    case labelName
    case headerName
    case headerValue
    case urlPath
    case routePrefix
    /// A route's paths: a prefix, `= PATH`, `~ EXPRESSION` or `~* EXPRESSION`.
    case routeMatch
    /// A path or a URL, in which `$1` is what an expression captured.
    case redirectTarget
    /// The same of a path as nginx decodes it.
    case rewriteTarget
    case hostPath
    case containerPath
    case imageName
    case registry
    case serverName
    case duration
    /// At least 10 ms: zero is no limit to one target, no time at all to the next, and another's
    /// own default to a third.
    case positiveDuration
    case byteSize
    case cpu
    case signal
    case user
    case portMapping
    case cron
    case capability
    case ruleCode
    case date
    case platform
    case scheme
    case acceptPath
    /// A name that `ulimits` has.
    case ulimit
    /// As Docker has it.
    case restart
    case securityOption
    case device
    case address
    /// An address, or a network of them.
    case network
    /// Requests in a time.
    case rate
    case timeZone
    case word
  }

  package let pattern: Pattern
  package let holds: Holds
  package let mayBeEmpty: Bool
  /// A word that may stand there too, whatever the pattern.
  package let word: String?

  package init(
    _ pattern: Pattern, holds: Holds = .nothing, mayBeEmpty: Bool = false, or word: String? = nil
  ) {
    self.word = word
    self.pattern = pattern
    self.holds = holds
    self.mayBeEmpty = mayBeEmpty
  }

  var expectation: String { pattern.expectation + (word.map { ", or \($0)" } ?? "") }
}
