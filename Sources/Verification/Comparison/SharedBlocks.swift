import Diagnostics

/// The lines below the `x-…` keys of a Compose file, which are there to be merged.
struct SharedBlocks {
  /// What a line says, and the anchor by which it is merged.
  private struct Text: Hashable {
    let anchor: ArraySlice<UInt8>
    let line: ArraySlice<UInt8>
  }

  private var texts: [Int: Text] = [:]
  private var counts: [Text: Int] = [:]
  /// How often each anchor is named, as in `<<: *NAME`.
  private var merges: [ArraySlice<UInt8>: Int] = [:]

  init() {}

  init(of file: SourceFile) {
    let table = LineTable(file)
    var isInside = false
    var open: [(depth: Int, anchor: ArraySlice<UInt8>)] = []
    for number in 1...max(1, table.lineCount) {
      let line = table.line(number)
      let depth = line.prefix { $0 == UInt8(ascii: " ") }.count
      if depth == 0, !line.isEmpty { isInside = line.starts(with: "x-".utf8) }
      if let name = Self.name(in: line, after: UInt8(ascii: "*")) { merges[name, default: 0] += 1 }
      guard isInside, !line.isEmpty else { continue }
      while let last = open.last, last.depth >= depth { open.removeLast() }
      let text = Text(anchor: open.last?.anchor ?? [], line: line)
      texts[number] = text
      counts[text, default: 0] += 1
      if let name = Self.name(in: line, after: UInt8(ascii: "&")) { open.append((depth, name)) }
    }
  }

  /// The name of `KEY: &NAME` or `KEY: *NAME`.
  private static func name(in line: ArraySlice<UInt8>, after sign: UInt8) -> ArraySlice<UInt8>? {
    guard let place = line.lastIndex(of: sign), line[..<place].suffix(2).elementsEqual(": ".utf8)
    else { return nil }
    return line[(place + 1)...]
  }

  var isEmpty: Bool { texts.isEmpty }

  func contains(_ line: Int) -> Bool { texts[line] != nil }

  /// Whether a line of another artefact's block stands here too, and is merged less often.
  func isMergedLess(_ line: Int, than other: SharedBlocks) -> Bool {
    guard let text = other.texts[line] else { return false }
    return counts[text] == other.counts[text]
      && merges[text.anchor, default: 0] < other.merges[text.anchor, default: 0]
  }
}
