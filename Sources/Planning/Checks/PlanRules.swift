package import Diagnostics
internal import ManifestModel

/// Every rule that needs a plan, in the order of codes.
package enum PlanRules {
  package static let rules: [Rule] = [
    .unresolvedReference,
    .variableWithTwoDefaults,
    .unreadableFile,
    .dottedName,
    .textInPlace,
    .builtWithoutCommand,
    .shellInImage,
    .drainTooShort,
    .graceTooShort,
    .healthTimeoutTooShort,
    .monitorTooShort,
    .livenessFirst,
    .lastingTimeout,
  ]
}
