package import Diagnostics
import YAMLReading

/// A file that is held against the plan.
package struct VerifiedArtefact: Sendable {
  /// Relative to the output folder.
  package let path: String
  package let file: SourceFile
  private var ahead: ArtefactYAML?

  package init(path: String, file: SourceFile) {
    self.path = path
    self.file = file
  }

  /// Reads what needs no plan to be read.
  package mutating func readAhead() {
    if [".yml", ".yaml"].contains(where: path.hasSuffix) { ahead = yaml }
  }

  /// What it holds.
  var yaml: ArtefactYAML { ahead ?? ArtefactYAML(file, maySplit: maySplit) }

  /// Whether there may be any number of documents, as in Kubernetes' files.
  var maySplit: Bool { !path.hasPrefix("docker/") }
}

/// The documents of an artefact.
struct ArtefactYAML: Sendable {
  /// `nil` where it can't be read; the reason is in the log.
  let documents: [YAMLNode]?
  let log: DiagnosticLog

  /// - Parameter maySplit: whether there may be any number of documents, as in Kubernetes' files.
  fileprivate init(_ file: SourceFile, maySplit: Bool) {
    var log = DiagnosticLog()
    documents =
      maySplit
      ? YAMLDocument.readAll(file, limits: .artefact, into: &log)
      : YAMLDocument.read(file, limits: .artefact, into: &log).map { [$0] }
    self.log = log
  }
}
