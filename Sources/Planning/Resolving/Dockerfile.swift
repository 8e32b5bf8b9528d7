/// What a Dockerfile says of the process: each stage's `ENTRYPOINT` and `CMD`.
///
/// <https://docs.docker.com/reference/dockerfile/>
struct Dockerfile {
  /// `ENTRYPOINT` or `CMD`.
  struct Start {
    let instruction: String
    /// What a shell runs; `nil` where it is a list of words.
    let script: String?
    let line: Int
  }

  struct Stage {
    let name: String?
    /// Whether nothing is below it: the image has what this file says and no more.
    let isWhole: Bool
    var entrypoint: Start?
    var command: Start?

    /// What is PID 1, as far as this file says.
    var start: Start? { entrypoint ?? command }
  }

  private(set) var stages: [Stage] = []

  /// The one that an image is made of; `nil` where there is no such stage.
  func stage(_ target: String?) -> Stage? {
    guard let target else { return stages.last }
    return stages.last { $0.name?.lowercased() == target.lowercased() }
      ?? Int(target).flatMap { stages.indices.contains($0) ? stages[$0] : nil }
  }

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for instruction in Self.instructions(text) { add(instruction) }
  }

  private mutating func add(_ instruction: Instruction) {
    let words = instruction.rest.split(whereSeparator: \.isWhitespace).map(String.init)
    guard instruction.name != "FROM" else { return begin(words) }
    guard !stages.isEmpty, ["ENTRYPOINT", "CMD"].contains(instruction.name) else { return }
    let isList = instruction.rest.hasPrefix("[") && instruction.rest.hasSuffix("]")
    let start = Start(
      instruction: instruction.name, script: isList ? nil : instruction.rest,
      line: instruction.line)
    let isEmpty = isList && words.joined() == "[]" || words.isEmpty
    let last = stages.count - 1
    if instruction.name == "CMD" {
      stages[last].command = isEmpty ? nil : start
    } else {
      stages[last].entrypoint = isEmpty ? nil : start
    }
  }

  private mutating func begin(_ words: [String]) {
    let words = words.filter { !$0.hasPrefix("--") }
    let name = words.count == 3 && words[1].lowercased() == "as" ? words[2] : nil
    let base = words.first ?? ""
    let below = stages.last { $0.name?.lowercased() == base.lowercased() }
    stages.append(
      Stage(
        name: name, isWhole: below?.isWhole ?? (base == "scratch"), entrypoint: below?.entrypoint,
        command: below?.command))
  }

  private struct Instruction {
    let name: String
    let rest: String
    let line: Int
  }

  /// Lines that go on are put together, comments and documents (`<<EOF`) left out.
  private static func instructions(_ text: String) -> [Instruction] {
    var found: [Instruction] = []
    var open: (text: String, line: Int)?
    var end: String?
    var escape: Character = "\\"
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, whole) in lines.enumerated() {
      let line = trimmed(whole)
      if let word = end {
        if line == word { end = nil }
        continue
      }
      if line.hasPrefix("#") {
        let directive = line.filter { $0 != " " }.lowercased()
        if found.isEmpty, directive.hasPrefix("#escape="), let last = directive.last {
          escape = last
        }
        continue
      }
      guard !line.isEmpty else { continue }
      let goesOn = line.last == escape
      let part = goesOn ? String(line.dropLast()) : line
      open = (text: (open?.text ?? "") + part, line: open?.line ?? index + 1)
      guard !goesOn, let done = open else { continue }
      open = nil
      let words = done.text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      let name = words.first.map { $0.uppercased() } ?? ""
      let rest = words.count > 1 ? trimmed(words[1]) : ""
      found.append(Instruction(name: name, rest: rest, line: done.line))
      if ["RUN", "COPY", "ADD"].contains(name) { end = documentEnd(rest) }
    }
    return found
  }

  /// The word that ends the document of `RUN <<EOF`.
  private static func documentEnd(_ rest: String) -> String? {
    let marked = rest.split(whereSeparator: \.isWhitespace).first {
      $0.hasPrefix("<<") && !$0.hasPrefix("<<<")
    }
    guard let word = marked?.drop(while: { "<-".contains($0) }) else { return nil }
    let bare = String(word.filter { !"'\"".contains($0) })
    return bare.isEmpty ? nil : bare
  }

  private static func trimmed(_ text: Substring) -> String {
    let kept = text.drop(while: \.isWhitespace)
    return String(kept.reversed().drop(while: \.isWhitespace).reversed())
  }
}
