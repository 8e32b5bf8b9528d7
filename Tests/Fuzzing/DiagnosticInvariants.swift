import Diagnostics

extension FuzzOutcome {
  /// What every diagnostic keeps, whatever the input, and what the renderers make of them.
  mutating func check(_ log: DiagnosticLog, of file: SourceFile) {
    let table = LineTable(file)
    let diagnostics = log.sorted
    for diagnostic in diagnostics {
      behaviours.insert("\(diagnostic.code) \(Self.shape(diagnostic.message))")
      for range in [diagnostic.range].compactMap({ $0 }) + diagnostic.notes.compactMap(\.range) {
        check(range, table, "\(diagnostic.code)")
      }
    }
    let shown = diagnostics.prefix(20).map { $0 }
    let text = TextRenderer(colour: false).render(shown) + GitHubRenderer().render(shown)
    require(
      text.unicodeScalars.allSatisfy { $0 == "\n" || !Self.movesTerminal($0) },
      "a renderer sent a control character")
    let json = JSONRenderer().render(shown) + SARIFRenderer(version: "0").render(shown)
    require(
      json.unicodeScalars.allSatisfy { $0 == "\n" || !Self.movesTerminal($0) },
      "JSON has a raw control character")
  }

  mutating func check(_ range: SourceRange, _ table: LineTable, _ owner: String) {
    require(range.start <= range.end, "\(owner): a range ends before it begins: \(range)")
    require(
      range.start.line >= 1 && range.start.column >= 1 && range.end.line <= table.lineCount,
      "\(owner): a range lies outside of the text: \(range)")
    let line = table.line(range.start.line)
    let length = line.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    require(
      range.start.column <= length + 1 || line.contains { $0 >= 0x80 },
      "\(owner): a range begins beyond its line: \(range)")
  }

  static func movesTerminal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.value == 0x202E
  }

  /// The message without the values that it names.
  static func shape(_ message: String) -> String {
    var isQuoted = false
    return String(
      message.filter { character in
        if character == "'" { isQuoted.toggle() }
        return !isQuoted && !character.isNumber
      }.prefix(60))
  }
}
