package import Backends
package import Diagnostics
import OutputTrees
package import Planning

/// From the lines of artefacts to those of the manifest, and back.
package struct LineTracing: Sendable {
  /// A line of an artefact and why it is there.
  package struct Line: Sendable, Equatable {
    /// Below the output folder.
    package let path: String
    /// From 1.
    package let number: Int
    package let text: String
    package let cause: Cause
  }

  package enum Cause: Sendable, Equatable {
    /// A line of the manifest, with the rule where the line does not just repeat it.
    case manifest(Origin)
    /// It is there whatever the manifest says; what it is.
    case fixed(String)
  }

  private let artefacts: [Artefact]
  private let header: [String]

  package init(_ artefacts: [Artefact], of plan: DeploymentPlan) {
    self.artefacts = artefacts
    header = ArtefactHeader.lines(for: plan.project)
  }

  /// An artefact as a build would write it; `nil` where there is none at the path.
  package func bytes(of path: String) -> [UInt8]? { file(path)?.bytes }

  /// All lines of an artefact; `nil` where there is none at the path.
  package func lines(of path: String) -> [Line]? { file(path).map(lines) }

  /// Every line that follows from one of the manifest's `lines`, in the order of the artefacts.
  package func followers(of lines: ClosedRange<Int>, in manifest: SourceFile) -> [Line] {
    let table = LineTable(manifest)
    return artefacts.flatMap { artefact in
      // Most lines of most files follow from others: text is made only of those that are wanted.
      let origins = artefact.file.lineOrigins
      guard origins.contains(where: { Self.follows($0, from: lines, in: table) }) else {
        return [Line]()
      }
      return self.lines(of: artefact.file).filter { line in
        if case .manifest(let origin) = line.cause {
          return Self.follows(origin, from: lines, in: table)
        }
        return false
      }
    }
  }

  /// Why a line is there, in one phrase.
  package static func reason(of line: Line, from origin: Origin) -> String {
    if let reason = origin.reason { return reason }
    let table = LineTable(origin.range.file)
    let start = table.byteOffset(of: origin.range.start)
    let end = max(start, table.byteOffset(of: origin.range.end))
    let value = String(decoding: origin.range.file.bytes[start..<end], as: UTF8.self)
    let plain = String(value.drop { "\"'".contains($0) }.prefix { !"\"'\n".contains($0) })
    return !plain.isEmpty && line.text.contains(plain)
      ? "it is the manifest's own value" : "it is a part of what zdc makes of this"
  }

  /// How many lines of artefacts follow from each line of the manifest, beginning with the first.
  package func followerCounts(in manifest: SourceFile) -> [Int] {
    let table = LineTable(manifest)
    var counts = Array(repeating: 0, count: table.lineCount)
    for artefact in artefacts {
      for case let origin? in artefact.file.lineOrigins {
        var touched: Set<Int> = []
        for range in [origin.range] + origin.further where range.file == manifest {
          touched.formUnion(Self.lines(of: range, in: table))
        }
        for line in touched where line <= counts.count { counts[line - 1] += 1 }
      }
    }
    return counts
  }

  private func file(_ path: String) -> OutputFile? {
    artefacts.first { $0.file.path == path }?.file
  }

  private func lines(of file: OutputFile) -> [Line] {
    let texts = String(decoding: file.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return zip(texts, file.lineOrigins).enumerated().map { index, line in
      let cause =
        line.1.map(Cause.manifest)
        ?? .fixed(
          FixedLine.meaning(
            of: line.0, number: index + 1, in: file.path,
            isHeader: isHeader(line.0, index)))
      return Line(path: file.path, number: index + 1, text: String(line.0), cause: cause)
    }
  }

  /// Markdown's header breaks up each `--`.
  private func isHeader(_ text: Substring, _ index: Int) -> Bool {
    // Behind a script's first line or a comment's begin, and nowhere else.
    guard index < header.count + 2 else { return false }
    let plain = String(text).replacing("- -", with: "--")
    return header.contains { plain.contains($0) }
  }

  private static func follows(
    _ origin: Origin?, from lines: ClosedRange<Int>, in manifest: LineTable
  ) -> Bool {
    guard let origin else { return false }
    return ([origin.range] + origin.further).contains { range in
      range.file == manifest.file && self.lines(of: range, in: manifest).overlaps(lines)
    }
  }

  /// A block counts where it begins; a text of several lines counts with each of them.
  private static func lines(of range: SourceRange, in table: LineTable) -> ClosedRange<Int> {
    let first = range.start.line
    guard range.end.line > first else { return first...first }
    let bytes = table.file.bytes
    let start = table.byteOffset(of: range.start)
    guard start < bytes.count, "|>\"'".utf8.contains(bytes[start]) else { return first...first }
    // A block text ends at the beginning of the line after it.
    let last = range.end.column == 1 ? range.end.line - 1 : range.end.line
    return first...max(first, last)
  }
}
