package import Diagnostics

/// The rules that a text must keep before anybody asks what it says: family 0xx.
extension DiagnosticCode {
  /// Bytes that are not UTF-8 (UTF-16 among them).
  package static let notUTF8 = DiagnosticCode(1)
  /// A control character, which YAML allows only as an escape in double quotes.
  package static let controlCharacter = DiagnosticCode(2)
  /// U+0085, U+2028 or U+2029: a line break for YAML 1.1, text for YAML 1.2.
  package static let lineSeparator = DiagnosticCode(3)
  /// A character that changes the order in which text is shown, so that it reads as another.
  package static let hiddenOrder = DiagnosticCode(4)
  /// Not YAML.
  package static let yamlSyntax = DiagnosticCode(5)
  /// Nothing but blanks and comments.
  package static let emptyDocument = DiagnosticCode(6)
  /// A second document where there may be one.
  package static let severalDocuments = DiagnosticCode(7)
  /// More bytes than the limit.
  package static let textTooLarge = DiagnosticCode(8)
  /// Maps and lists deeper inside each other than the limit.
  package static let nestingTooDeep = DiagnosticCode(9)
  /// More values than the limit, aliases expanded.
  package static let tooManyValues = DiagnosticCode(10)
  /// A key that its map already has.
  package static let duplicateKey = DiagnosticCode(11)
  /// A key that is a list, a map, or empty.
  package static let complexKey = DiagnosticCode(12)
  /// An alias without an anchor before it.
  package static let unknownAlias = DiagnosticCode(13)
  /// An alias inside of the value that it stands for.
  package static let selfReference = DiagnosticCode(14)
  /// `<<` with anything but a map or a list of maps.
  package static let badMerge = DiagnosticCode(15)
  /// A tag that is unknown, or that its value does not fit.
  package static let badTag = DiagnosticCode(16)
  /// More faults than anybody reads; the rest of the text was not looked at.
  package static let tooManyFaults = DiagnosticCode(17)
}
