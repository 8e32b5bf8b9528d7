import Diagnostics
import Planning
import Verification
import YAMLReading

/// What verify makes of one artefact's other texts: what was made fresh is read once.
struct Judge: Sendable {
  let built: Built
  let path: String
  let file: SourceFile
  let text: String
  private let wanted: FreshArtefact
  private let expected: [DeploymentFact]

  init?(_ built: Built, _ wanted: FreshArtefact) {
    guard let file = built.file(wanted.path) else { return nil }
    self.built = built
    self.wanted = wanted
    self.file = file
    path = wanted.path
    text = String(decoding: file.bytes, as: UTF8.self)
    expected = wanted.facts()
  }

  /// The lines that are told of a text.
  func named(_ text: String) -> [ClosedRange<Int>] { named(Array(text.utf8), among: findings) }

  /// The lines that the facts alone tell, without the text line by line.
  func namedByFacts(_ bytes: [UInt8]) -> [ClosedRange<Int>] {
    named(bytes) { observed, file in
      FactComparison.findings(
        expected: expected, observed: observed, in: file, fresh: wanted.file)
    }
  }

  private func findings(_ observed: [DeploymentFact], _ file: SourceFile) -> [FactFinding] {
    ReadArtefact.findings(of: wanted, expected, observed, in: file)
  }

  private func named(
    _ bytes: [UInt8], among findings: ([DeploymentFact], SourceFile) -> [FactFinding]
  ) -> [ClosedRange<Int>] {
    let file = SourceFile(path: path, bytes: bytes)
    var log = DiagnosticLog()
    if let observed = ReadArtefact.observed(
      in: VerifiedArtefact(path: path, file: file), of: wanted, into: &log)
    {
      return findings(observed, file).map(\.lines)
    }
    return log.sorted.flatMap { diagnostic in
      ([diagnostic.range] + diagnostic.notes.map(\.range)).compactMap { range in
        guard let range, range.file.path == path else { return nil }
        return range.start.line...max(range.start.line, range.end.line)
      }
    }
  }

  /// How many were tried, and those of which not each edit is named by its line or the next to it.
  /// A text that can't be read at all is named by the first place.
  func missed(of mutants: [StructureMutant]) -> (Int, [String]) {
    var tried = 0
    var missed: [String] = []
    for mutant in mutants where !meansTheSame(mutant.text) {
      tried += 1
      let named = named(mutant.text)
      let isNamed = { (edit: ClosedRange<Int>) in
        named.contains { $0.overlaps(max(1, edit.lowerBound - 1)...(edit.upperBound + 1)) }
      }
      let isFound =
        mutant.edits.allSatisfy(isNamed)
        || !canBeRead(mutant.text) && mutant.edits.contains(where: isNamed)
      if !isFound {
        missed.append(
          "\(built) \(path) \(mutant.story); at \(mutant.edits), named \(named.prefix(6))")
      }
    }
    return (tried, missed)
  }

  private func canBeRead(_ text: String) -> Bool {
    var log = DiagnosticLog()
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    return ArtefactReader.facts(of: VerifiedArtefact(path: path, file: file), into: &log) != nil
  }

  /// Whether YAML's own tree is the same, which no reader of facts is asked for.
  private func meansTheSame(_ text: String) -> Bool {
    guard path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return false }
    return Self.tree(of: file) == Self.tree(of: SourceFile(path: path, bytes: Array(text.utf8)))
  }

  private static func tree(of file: SourceFile) -> [String]? {
    var log = DiagnosticLog()
    let documents = YAMLDocument.readAll(file, limits: .artefact, into: &log)
    guard !log.hasErrors else { return [file.path, "\(file.bytes.hashValue)"] }
    return documents?.map { document in
      // What merges read has no meaning of its own.
      let entries = document.entries?.filter { !$0.key.value.hasPrefix("x-") }
      return entries.map { shape(YAMLNode(.mapping($0), at: document.range)) } ?? shape(document)
    }
  }

  private static func shape(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.kind) \(scalar.text.debugDescription)"
    case .sequence(let items): "[\(items.map(shape).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map(shape).sorted().joined(separator: ", "))}"
    }
  }

  private static func shape(_ entry: YAMLEntry) -> String {
    "\(entry.key.value.debugDescription): \(shape(entry.value))"
  }
}
