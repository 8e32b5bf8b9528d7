import YAMLReading

/// One artefact with a fault of more than one value: of order, of structure, or of two places.
struct StructureMutant: Sendable {
  enum Kind: String, Sendable {
    case swapItems, moveBlock, deleteBlock, duplicateKey, twoEdits, rename, indent, codeLine
    case codeSwap, codeGone
  }

  let kind: Kind
  let text: String
  /// The lines of the text after, of which one must be named for each group: what was edited, or
  /// the place where something is gone.
  let edits: [ClosedRange<Int>]
  let story: String
}

/// The lines of an artefact and what can be done to them. Everything follows from the text alone, so
/// that the same mutants are tried in every run.
struct StructureMutants {
  let path: String
  let lines: [String]
  private(set) var all: [StructureMutant] = []

  /// - Parameter most: of a kind, spread over the artefact.
  init(of path: String, _ text: String, most: Int) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isYAML = path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    if isYAML { yaml() }
    if path.hasSuffix(".conf") { conf() }
    if path.hasSuffix(".sh") { script() }
    if isYAML || path.hasSuffix(".conf") {
      twoEdits()
      renames()
    }
    all = spread(all, most)
  }

  private func spread(_ mutants: [StructureMutant], _ most: Int) -> [StructureMutant] {
    Dictionary(grouping: mutants, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
      .flatMap { _, mutants in
        let step = max(1, (mutants.count + most - 1) / most)
        return mutants.indices.filter { $0 % step == 0 }.map { mutants[$0] }
      }
  }

  mutating func add(
    _ kind: StructureMutant.Kind, _ changed: [String], _ edits: [ClosedRange<Int>], _ story: String
  ) {
    guard changed != lines else { return }
    all.append(
      StructureMutant(
        kind: kind, text: changed.joined(separator: "\n"), edits: edits,
        story: "\(kind.rawValue): \(story)"))
  }

  // MARK: Lines

  static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  func isText(_ index: Int) -> Bool {
    let first = lines[index].first { $0 != " " }
    return first != nil && first != "#" && lines[index] != "---"
  }

  /// A line and all below that stands deeper; of YAML a key's list may stand as deep as the key.
  func block(at index: Int) -> Range<Int> {
    let depth = Self.indent(lines[index])
    var end = index + 1
    while end < lines.count, lines[end].isEmpty || Self.indent(lines[end]) > depth,
      lines[end] != "---"
    {
      end += 1
    }
    while end > index + 1, lines[end - 1].isEmpty { end -= 1 }
    return index..<end
  }

  /// The block behind another of the same depth.
  func sibling(of block: Range<Int>) -> Range<Int>? {
    guard let next = (block.upperBound..<lines.count).first(where: { isText($0) }),
      Self.indent(lines[next]) == Self.indent(lines[block.lowerBound])
    else { return nil }
    return self.block(at: next)
  }

  func swapped(_ first: Range<Int>, _ second: Range<Int>) -> [String] {
    Array(
      lines[..<first.lowerBound] + lines[second] + lines[first.upperBound..<second.lowerBound]
        + lines[first] + lines[second.upperBound...])
  }

  func without(_ block: Range<Int>) -> [String] {
    Array(lines[..<block.lowerBound] + lines[block.upperBound...])
  }

  func lineRange(_ block: Range<Int>) -> ClosedRange<Int> {
    block.lowerBound + 1...block.upperBound
  }

  /// Where something was: up to the second line that says anything behind it.
  func gap(before end: Int, at index: Int) -> ClosedRange<Int> {
    let next = (end..<lines.count).filter(isText).prefix(2).last ?? lines.count
    return max(1, index)...(index + next - end + 1)
  }

  func gap(at index: Int) -> ClosedRange<Int> { max(1, index)...(index + 1) }

  func inserting(_ line: String, at index: Int) -> [String] {
    Array(lines[..<index] + [line] + lines[index...])
  }

  // MARK: All kinds of files

  static func changed(_ line: String) -> String? {
    guard let place = line.lastIndex(where: { $0.isASCII && ($0.isNumber || $0.isLetter) }),
      line[..<place].contains(where: { $0 == ":" || $0 == " " })
    else { return nil }
    var line = line
    let old = line[place]
    let new: Character = old.isNumber ? (old == "9" ? "8" : "9") : (old == "x" ? "y" : "x")
    line.replaceSubrange(place...place, with: String(new))
    return line
  }

  private mutating func twoEdits() {
    let candidates = lines.indices.filter { isText($0) && Self.changed(lines[$0]) != nil }
    for (number, first) in candidates.enumerated() {
      let second = candidates[(number + candidates.count / 3 + 1) % candidates.count]
      guard abs(second - first) > 3, let one = Self.changed(lines[first]),
        let two = Self.changed(lines[second])
      else { continue }
      var text = lines
      text[first] = one
      text[second] = two
      add(
        .twoEdits, text, [first + 1...first + 1, second + 1...second + 1], "\(one) and \(two)")
    }
  }

  private mutating func renames() {
    var words: Set<String> = []
    for index in lines.indices where isText(index) {
      let parts = lines[index].split { !($0.isASCII && ($0.isLetter || $0 == "-")) }
      for word in parts where word.count > 3 && word.first?.isLowercase == true {
        words.insert(String(word))
      }
    }
    for word in words.sorted() {
      let text = lines.indices.map { index in
        isText(index) ? lines[index].replacing(word, with: word + "x") : lines[index]
      }
      let places = lines.indices.filter { text[$0] != lines[$0] }
      guard places.count > 1, let first = places.first, let last = places.last else { continue }
      add(.rename, text, [first + 1...last + 1], "\(word) everywhere")
    }
  }
}
