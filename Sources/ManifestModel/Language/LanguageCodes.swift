package import Diagnostics

/// The rules of form: what every manifest must keep before anybody asks what it deploys.
extension DiagnosticCode {
  /// A key that its map does not have.
  package static let unknownKey = DiagnosticCode(101)
  /// A required key that is not written.
  package static let missingKey = DiagnosticCode(102)
  /// A list, a map or a scalar where another of the three belongs.
  package static let wrongKind = DiagnosticCode(103)
  /// A scalar of another type: text where a number or `true` belongs.
  package static let wrongType = DiagnosticCode(104)
  /// A number outside its limits.
  package static let outOfRange = DiagnosticCode(105)
  /// A text that has not the form of its key.
  package static let badText = DiagnosticCode(106)
  /// A word that is none of those that the key takes.
  package static let unknownWord = DiagnosticCode(107)
  /// A key without a value.
  package static let noValue = DiagnosticCode(108)
  /// An empty text where text is needed.
  package static let emptyText = DiagnosticCode(109)
  /// A free name that breaks the rules of its map.
  package static let badName = DiagnosticCode(110)
  /// `${…}` where it may not stand.
  package static let misplacedTemplate = DiagnosticCode(111)
  /// `${…}` that is neither a reference nor a variable.
  package static let badTemplate = DiagnosticCode(112)
  /// A command text that only a shell could run.
  package static let shellSyntax = DiagnosticCode(113)
  /// Keys of which only one may be given.
  package static let excludingKeys = DiagnosticCode(114)
  /// Keys of which one must be given.
  package static let noneOfKeys = DiagnosticCode(115)
  /// A map or list that needs at least one entry.
  package static let emptyCollection = DiagnosticCode(116)
  /// An environment that the manifest does not have.
  package static let unknownEnvironment = DiagnosticCode(117)
  /// An overlay of something that the manifest does not have.
  package static let unknownOverlay = DiagnosticCode(118)
  /// A list of which nobody can tell whether it is one command or several.
  package static let ambiguousCommand = DiagnosticCode(134)
  /// `null` that removes what is not there.
  package static let removesNothing = DiagnosticCode(119)
}
