import Diagnostics
import Planning

/// One artefact with one fault.
struct Mutant: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case change
    case drop
    case duplicate
    case swap
  }

  let kind: Kind
  /// From 1, in the text before.
  let line: Int
  let bytes: [UInt8]
  /// The line before and after.
  let story: String

  /// The same wherever the line stands.
  var name: Substring { story.drop { $0 != ":" } }

  /// All mutants of a text that states `facts`.
  static func all(of file: SourceFile, stating facts: [DeploymentFact]) -> [Mutant] {
    let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    var mutants: [Mutant] = []
    var seen: Set<String> = []
    func add(_ kind: Kind, _ number: Int, _ replacement: [[UInt8]]) {
      let before = lines[number - 1]
      guard replacement != [before] else { return }
      let after = replacement.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "⏎")
      let story =
        "\(kind.rawValue) \(number): \(String(decoding: before, as: UTF8.self)) → \(after)"
      guard seen.insert(story).inserted else { return }
      let bytes = Array(
        (lines[..<(number - 1)] + replacement + lines[number...]).joined(separator: [0x0A]))
      mutants.append(Mutant(kind: kind, line: number, bytes: bytes, story: story))
    }
    for fact in facts {
      guard let range = fact.origin?.range else { continue }
      let number = range.start.line
      let line = lines[number - 1]
      add(.change, number, [changed(line, fact, range)])
      add(.drop, number, [])
      add(.duplicate, number, [line, line])
      add(.swap, number, [swapped(line)])
    }
    return mutants
  }

  /// Another value in the place of the fact's own: where its text is found, there; else at the last
  /// letter or digit of its range.
  private static func changed(
    _ line: [UInt8], _ fact: DeploymentFact, _ range: SourceRange
  ) -> [UInt8] {
    var start = offset(of: range.start.column, in: line)
    var end =
      range.end.line == range.start.line && range.end.column > range.start.column
      ? offset(of: range.end.column, in: line) : line.count
    let value = Array(fact.value.utf8)
    if !value.isEmpty, let found = find(value, in: line, from: start, to: end) {
      start = found
      end = found + value.count
    }
    var line = line
    let last = (start..<end).last { isLetterOrDigit(line[$0]) }
    guard let last else {
      line.insert(UInt8(ascii: "x"), at: max(start, end - 1))
      return line
    }
    let isDigit = (0x30...0x39).contains(line[last])
    line[last] =
      isDigit
      ? (line[last] == 0x39 ? 0x38 : line[last] + 1)
      : (line[last] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x"))
    return line
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func offset(of column: Int, in line: [UInt8]) -> Int {
    var seen = 0
    for (index, byte) in line.enumerated() where byte & 0xC0 != 0x80 {
      seen += 1
      if seen == column { return index }
    }
    return line.count
  }

  private static func find(_ text: [UInt8], in line: [UInt8], from: Int, to: Int) -> Int? {
    guard to - from >= text.count else { return nil }
    return (from...(to - text.count)).last { Array(line[$0..<($0 + text.count)]) == text }
  }

  private static func swapped(_ line: [UInt8]) -> [UInt8] {
    let text = String(decoding: line, as: UTF8.self)
    let swapped = text.replacing("blue", with: "\u{1}").replacing("green", with: "blue")
      .replacing("\u{1}", with: "green")
    return Array(swapped.utf8)
  }
}
