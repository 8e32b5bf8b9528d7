package import Diagnostics
internal import ManifestModel

/// Every rule that only the artefacts can break, in the order of codes.
package enum BackendRules {
  package static let rules: [Rule] = [
    .patchForm, .patchContradiction, .patchedFile, .patchedDocument, .patchedItem,
    .restrictedSecurity, .changedFact,
    .hostPortTwice, .removedItem,
  ]
}
