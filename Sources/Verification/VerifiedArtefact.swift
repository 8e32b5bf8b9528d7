package import Diagnostics

/// A file that is held against the plan.
package struct VerifiedArtefact: Sendable {
  /// Relative to the output folder.
  package let path: String
  package let file: SourceFile

  package init(path: String, file: SourceFile) {
    self.path = path
    self.file = file
  }
}
