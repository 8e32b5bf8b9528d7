package import Diagnostics

/// The way in: a text's bytes become a tree of located values.
package enum YAMLDocument {
  /// Reads a text that holds one document.
  ///
  /// - Returns: `nil` only where nothing usable could be read. Errors are in the log with their
  ///   places; where there are some and a node too, an alias that can't be resolved is null, and
  ///   the first of two equal keys holds.
  package static func read(
    _ file: SourceFile, limits: YAMLLimits = .standard, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    guard let start = TextCheck.start(of: file, limits: limits, into: &log) else { return nil }
    var composer = YAMLComposer(file, from: start, limits: limits)
    guard case .document(let node) = composer.nextDocument(into: &log) else {
      if !composer.isStopped { reportEmpty(file, into: &log) }
      return nil
    }
    composer.requireEnd(into: &log)
    return node
  }

  /// Reads a text that holds any number of documents, as Kubernetes' files do.
  ///
  /// - Returns: `nil` where the text could not be read to its end; empty for an empty text.
  package static func readAll(
    _ file: SourceFile, limits: YAMLLimits = .standard, into log: inout DiagnosticLog
  ) -> [YAMLNode]? {
    guard let start = TextCheck.start(of: file, limits: limits, into: &log) else { return nil }
    var composer = YAMLComposer(file, from: start, limits: limits)
    var nodes: [YAMLNode] = []
    while case .document(let node) = composer.nextDocument(into: &log) { nodes.append(node) }
    return composer.isStopped ? nil : nodes
  }

  /// Reads a text in the form that zdc writes, in a fraction of the time.
  ///
  /// - Returns: what `readAll` makes of it; `nil` for a text in any other form, and for one with a
  ///   fault, which `read` and `readAll` tell.
  package static func readDialect(
    _ file: SourceFile, limits: YAMLLimits = .standard
  ) -> [YAMLNode]? {
    DialectScanner.documents(of: file, limits: limits)
  }

  private static func reportEmpty(_ file: SourceFile, into log: inout DiagnosticLog) {
    log.error(
      .emptyDocument, at: file.beginning,
      "the file is empty: there is nothing but blanks and comments")
  }
}
