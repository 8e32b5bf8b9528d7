import Diagnostics
import Foundation
import ManifestModel
import Testing

/// Bad manifests, each one edit of a good one, with every word that zdc says beside the edit.
///
/// A case is `- text` and `+ replacement` (`\n` is a line end), then one line a diagnostic: its
/// place, code, message, and after `→` the help. In front of it stands `~` where the place lies
/// outside of the edited lines, `?` where the message does not name what stands at the place.
@Suite("Bad manifests")
struct BadManifestTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "BadManifests")
  static let tables = [
    "text", "keys", "gateway", "services", "values", "backing", "storage", "delivery",
  ]

  struct Case {
    let original: String
    let replacement: String
    let expected: [String]
  }

  static func cases(_ table: String) throws -> [Case] {
    let text = try String(contentsOf: folder.appending(path: table + ".txt"), encoding: .utf8)
    return text.components(separatedBy: "\n\n").compactMap { block in
      let lines = block.components(separatedBy: "\n").filter { !$0.isEmpty }
      guard lines.count >= 2, lines[0].hasPrefix("- "), lines[1].hasPrefix("+") else { return nil }
      return Case(
        original: String(lines[0].dropFirst(2)), replacement: String(lines[1].dropFirst(2)),
        expected: Array(lines.dropFirst(2)))
    }
  }

  static func findings(of wrong: Case, in good: String) -> [String]? {
    let original = wrong.original.replacing("\\n", with: "\n")
    let replacement = wrong.replacement.replacing("\\n", with: "\n")
    guard let range = good.range(of: original) else { return nil }
    let text = good.replacingCharacters(in: range, with: replacement)
    let first = good[..<range.lowerBound].count { $0 == "\n" } + 1
    let last = first + replacement.count { $0 == "\n" }
    let lines = text.components(separatedBy: "\n")
    return Checking.check(text).sorted.map { diagnostic in
      guard let place = diagnostic.range else {
        return "~ \(diagnostic.code) \(diagnostic.message)"
      }
      let isInside = (first...last).contains(place.start.line)
      let line = Array(lines[place.start.line - 1].unicodeScalars)
      let end = place.end.line == place.start.line ? place.end.column - 1 : line.count
      var shown = String(
        String.UnicodeScalarView(line[(place.start.column - 1)..<min(end, line.count)]))
      shown = shown.trimmingCharacters(in: CharacterSet(charactersIn: "\"'[]{}: "))
      let isNamed = diagnostic.message.contains(shown)
      let mark = (isInside ? " " : "~") + (isNamed ? " " : "?")
      let help = diagnostic.help.map { " → \($0)" } ?? ""
      return "\(mark) \(place.start.line):\(place.start.column) \(diagnostic.code) "
        + "\(diagnostic.severity == .error ? "" : "\(diagnostic.severity) ")\(diagnostic.message)\(help)"
    }
  }

  @Test("are told what is wrong, exactly there", arguments: tables)
  func table(name: String) throws {
    let good = try String(contentsOf: Self.folder.appending(path: "good.yml"), encoding: .utf8)
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
    var recorded: [String] = []
    for wrong in try Self.cases(name) {
      guard let found = Self.findings(of: wrong, in: good) else {
        Issue.record("\(name): the good manifest has no '\(wrong.original)'")
        continue
      }
      #expect(!found.isEmpty, "\(name): accepted: \(wrong.replacement)")
      if found != wrong.expected {
        Issue.record(
          "\(name): - \(wrong.original)\n+ \(wrong.replacement)\n\(found.joined(separator: "\n"))")
      }
      recorded.append(
        (["- \(wrong.original)", "+ \(wrong.replacement)"] + found).joined(separator: "\n") + "\n")
    }
    if isRecording {
      try recorded.joined(separator: "\n").write(
        to: Self.folder.appending(path: name + ".txt"), atomically: true, encoding: .utf8)
    }
  }

  @Test("the one that they are made from is good")
  func good() throws {
    let text = try String(contentsOf: Self.folder.appending(path: "good.yml"), encoding: .utf8)
    let log = Checking.check(text)
    #expect(log.isEmpty, "\(log.sorted.map(\.message))")
  }

  @Test("are many")
  func count() throws {
    #expect(try Self.tables.map { try Self.cases($0).count }.reduce(0, +) >= 300)
  }
}
