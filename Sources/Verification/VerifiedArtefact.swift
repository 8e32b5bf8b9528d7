package import Diagnostics
import YAMLReading

/// A file that is held against the plan.
package struct VerifiedArtefact: Sendable {
  /// Relative to the output folder.
  package let path: String
  package let file: SourceFile
  private var ahead: ArtefactYAML?
  private var confAhead: ArtefactConf?

  package init(path: String, file: SourceFile) {
    self.path = path
    self.file = file
  }

  /// Reads what needs no plan to be read.
  ///
  /// - Parameter isFresh: whether zdc has just made it: then it is read by the quick reader of zdc's
  ///   own form, as far as it has that form.
  package mutating func readAhead(isFresh: Bool = false) {
    if path.hasSuffix(".conf") { confAhead = conf }
    guard [".yml", ".yaml"].contains(where: path.hasSuffix) else { return }
    ahead = (isFresh ? ArtefactYAML(dialect: file, maySplit: maySplit) : nil) ?? yaml
  }

  /// What it holds.
  var yaml: ArtefactYAML { ahead ?? ArtefactYAML(file, maySplit: maySplit) }

  /// What it holds, where it is a conf.
  var conf: ArtefactConf { confAhead ?? ArtefactConf(file) }

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

  /// `nil` for a text that is not in the form that zdc writes.
  fileprivate init?(dialect file: SourceFile, maySplit: Bool) {
    guard let documents = YAMLDocument.readDialect(file, limits: .artefact),
      maySplit || documents.count == 1
    else { return nil }
    self.documents = documents
    log = DiagnosticLog()
  }
}

/// The directives of a conf.
struct ArtefactConf: Sendable {
  /// `nil` where it can't be read; the reason is in the log.
  let directives: [NginxDirective]?
  let log: DiagnosticLog

  fileprivate init(_ file: SourceFile) {
    var log = DiagnosticLog()
    directives = NginxConf.read(file, into: &log)
    self.log = log
  }
}
