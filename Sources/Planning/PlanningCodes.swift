package import Diagnostics

/// The codes of faults that only a plan can show.
package enum PlanningCodes {
  package static let unresolvedReference = DiagnosticCode(190)
  package static let variableWithTwoDefaults = DiagnosticCode(191)
  package static let unreadableFile = DiagnosticCode(192)
  package static let dottedName = DiagnosticCode(193)
  package static let textInPlace = DiagnosticCode(194)
  package static let builtWithoutCommand = DiagnosticCode(198)
  package static let shellInImage = DiagnosticCode(229)
}
