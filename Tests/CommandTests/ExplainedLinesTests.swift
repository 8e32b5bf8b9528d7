import Foundation
import TestSupport
import Testing

/// Every line of every committed artefact has an explanation, and lines with a value lead to that
/// value.
@Suite(.waits, .slow) struct ExplainedLinesTests {
  static let artefacts: [String] = {
    let walker = FileManager.default.enumerator(
      atPath: Repository.root.appending(path: "out").path)
    var found: [String] = []
    while let path = walker?.nextObject() as? String {
      let isFile = (walker?.fileAttributes?[.type] as? FileAttributeType) == .typeRegular
      if isFile, !path.hasSuffix("zdc.lock.json") { found.append(path) }
    }
    return found.sorted()
  }()

  private static func text(of path: String) throws -> String {
    let url = Repository.root.appending(path: path)
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  private static func lines(of path: String) throws -> [Substring] {
    var lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Each compiles a manifest again.
  private static let asked = artefacts.filter { path in
    !Repository.stacks.contains("\(path.prefix { $0 != "/" }).yml")
  }

  @Test(arguments: asked) func everyLineIsExplained(_ artefact: String) throws {
    let lines = try Self.lines(of: "out/\(artefact)")
    let outcome = try BuiltBinary.run(["explain", "out/\(artefact)"])
    #expect(outcome.status == 0, "\(outcome.diagnostics)")
    let told = outcome.output.split(separator: "\n")
    #expect(told.count == lines.count)
    for (index, line) in told.enumerated() {
      let parts = line.split(separator: "  ← ")
      #expect(line.hasPrefix("\(index + 1): ") && parts.count >= 2, "\(line)")
    }
  }

  @Test func thereAreArtefacts() { #expect(Self.artefacts.count > 100) }

  @Test func thereAreEnoughPairs() { #expect(LinePair.all.count >= 60) }

  @Test(arguments: LinePair.all) func valuesLeadToTheirLines(_ pair: LinePair) throws {
    let line = try Self.number(of: pair.line, after: pair.after, in: "out/\(pair.artefact)")
    let (place, source) = try Self.place(of: pair)
    let outcome = try BuiltBinary.run(["explain", "out/\(pair.artefact):\(line)"])
    #expect(outcome.output.contains("\nfollows from \(place)\n"), "\(outcome.output)")
    let folder = pair.artefact.prefix { $0 != "/" }
    let environment = folder.split(separator: "-").last.map(String.init) ?? ""
    let options =
      ["staging", "production"].contains(environment) ? ["--environment", environment] : []
    let back = try BuiltBinary.run(["explain", "\(pair.manifest):\(source)"] + options)
    #expect(back.output.contains("  out/\(pair.artefact):\(line): "), "\(back.output)")
  }

  /// Of the first line that begins so, below a line that begins as `after` does.
  private static func number(
    of start: String, after: String, in path: String
  ) throws -> Int {
    let lines = try lines(of: path)
    let isTop = after.hasPrefix(" ")
    let first =
      after.isEmpty
      ? 0
      : try #require(
        lines.firstIndex {
          isTop ? $0.hasPrefix(after) : $0.trimmingCharacters(in: .whitespaces).hasPrefix(after)
        }, "no '\(after)' in \(path)")
    let found = lines[first...].firstIndex {
      $0.trimmingCharacters(in: .whitespaces).hasPrefix(start)
    }
    return try #require(found, "no '\(start)' in \(path)") + 1
  }

  private static func place(of pair: LinePair) throws -> (text: String, line: Int) {
    let plain = pair.value.replacing("⟦", with: "")
    let line = try number(of: plain, after: pair.under, in: pair.manifest)
    let text = try lines(of: pair.manifest)[line - 1]
    let mark = try #require(pair.value.firstRange(of: "⟦")).lowerBound
    let before = pair.value[..<mark].unicodeScalars.count
    let indent = text.prefix { $0 == " " }.count
    return ("\(pair.manifest):\(line):\(indent + before + 1)", line)
  }
}
