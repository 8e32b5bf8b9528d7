package import Diagnostics
package import ManifestModel
package import Planning

/// What zdc makes of the manifest now: whatever an artefact says is held against it.
package struct FreshArtefact: Sendable {
  /// `nil`: for more than one target.
  package let target: Target?
  package let path: String
  package let file: SourceFile
  /// Of each of its lines, where it comes from.
  private let lineOrigins: [Origin?]

  package init(path: String, target: Target?, bytes: [UInt8], lineOrigins: [Origin?]) {
    self.path = path
    self.target = target
    self.lineOrigins = lineOrigins
    file = SourceFile(path: path, bytes: bytes)
  }

  /// What it states, each fact with the line of the manifest that it follows from.
  package func facts() -> [DeploymentFact] {
    var log = DiagnosticLog()
    let read = ArtefactReader.facts(of: VerifiedArtefact(path: path, file: file), into: &log) ?? []
    return read.map { fact in
      let line = fact.origin?.range.start.line ?? 0
      return DeploymentFact(
        fact.subject, fact.property, fact.value, from: origin(ofLine: line), line: line)
    }
  }

  /// What its lines say, where it is a text that is compared line by line.
  func lines() -> [TextLine] { TextLines.of(file, at: path) }

  /// The place in the manifest that a line follows from.
  func origin(ofLine number: Int) -> Origin? {
    lineOrigins.indices.contains(number - 1) ? lineOrigins[number - 1] : nil
  }

  /// Byte by byte.
  package func isSame(as other: SourceFile?) -> Bool { other?.bytes == file.bytes }

  /// The first line of `other` that is not as it is here; `nil` where all are.
  package func firstDifference(in other: SourceFile) -> SourceRange? {
    guard file.bytes != other.bytes else { return nil }
    let feed = UInt8(ascii: "\n")
    let lines = zip(
      file.bytes.split(separator: feed, omittingEmptySubsequences: false),
      other.bytes.split(separator: feed, omittingEmptySubsequences: false))
    let line = lines.prefix { $0 == $1 }.count + 1
    let mark = SourceMark(line: min(line, LineTable(other).lineCount), column: 1)
    return SourceRange(file: other, start: mark, end: mark)
  }
}
