package import Diagnostics
package import Planning

/// The assignments that a deploy script begins with: from below its `set` line to the first empty
/// line that no assignment follows.
package struct ScriptFactReader {
  private let file: SourceFile
  private var list: FactList
  private var places: TextPlaces
  private var offset = 0

  private init(_ file: SourceFile, path: String) {
    self.file = file
    list = FactList(about: FactSubject(.script, path))
    places = TextPlaces(file)
  }

  package static func facts(of file: SourceFile, path: String) -> [DeploymentFact] {
    var reader = ScriptFactReader(file, path: path)
    reader.skipHead()
    while reader.assignment() {}
    return reader.list.facts
  }

  /// The numbers of the lines that they stand on.
  static func block(of file: SourceFile) -> Range<Int> {
    var reader = ScriptFactReader(file, path: "")
    reader.skipHead()
    let start = reader.line
    while reader.assignment() {}
    return start..<max(start, reader.line)
  }

  /// That of the next byte, from 1.
  private var line: Int {
    1 + file.bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func skipHead() {
    while let line = peekLine() {
      offset += line.count + 1
      if line.starts(with: "set ".utf8) { break }
    }
    while peekLine()?.isEmpty == true { offset += 1 }
  }

  /// `nil` at the end.
  private func peekLine() -> ArraySlice<UInt8>? {
    guard offset < file.bytes.count else { return nil }
    let rest = file.bytes[offset...]
    return rest[..<(rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex)]
  }

  /// One assignment, or a comment; `false` where the block ends.
  private mutating func assignment() -> Bool {
    guard let line = peekLine() else { return false }
    guard !line.isEmpty else { return skipGap() }
    let place = Origin(places.range(line.startIndex..<line.endIndex))
    if line.first == UInt8(ascii: "#") {
      offset = line.endIndex + 1
      return true
    }
    let isTable = line.starts(with: "declare -A ".utf8)
    let start = line.startIndex + (isTable ? 11 : 0)
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")), equals > start else {
      return strange(line, place)
    }
    let name = String(decoding: file.bytes[start..<equals], as: UTF8.self)
    guard name.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || (0x41...0x5A).contains($0) }) else {
      return strange(line, place)
    }
    var words = ShellWordReader(file.bytes, from: equals + 1)
    if words.nextByte == UInt8(ascii: "(") {
      words.skip()
      list.add(.assignment, key: name, isTable ? "table" : "list", from: place)
      guard elements(of: name, isTable: isTable, &words) else { return strange(line, place) }
    } else {
      guard !isTable, let word = words.nextWord() else { return strange(line, place) }
      list.add(.assignment, key: name, word.literal, from: place)
    }
    guard words.nextByte == UInt8(ascii: "\n") else { return strange(line, place) }
    offset = words.offset + 1
    return true
  }

  /// Empty lines between two assignments; `false` where the block ends with them.
  private mutating func skipGap() -> Bool {
    var following = self
    while let line = following.peekLine(), line.isEmpty || line.first == UInt8(ascii: "#") {
      following.offset = line.endIndex + 1
    }
    let start = following.offset
    guard following.peekLine() != nil, following.assignment(),
      following.list.facts.last?.property.kind != .other, following.offset > start
    else { return false }
    offset = start
    return true
  }

  private mutating func elements(
    of name: String, isTable: Bool, _ words: inout ShellWordReader
  ) -> Bool {
    var index = 0
    while let byte = words.nextByte {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"): words.skip()
      case UInt8(ascii: ")"):
        words.skip()
        return true
      default:
        let start = words.offset
        var key: String?
        if isTable {
          guard let read = tableKey(&words) else { return false }
          key = read
        }
        guard let word = words.nextWord() else { return false }
        let place = Origin(places.range(start..<words.offset))
        if let key {
          list.add(.entry, key: "\(name)[\(key)]", word.literal, from: place)
        } else {
          list.add(.element, key: name, index: index, word.literal, from: place)
        }
        index += 1
      }
    }
    return false
  }

  /// `['key']=`
  private func tableKey(_ words: inout ShellWordReader) -> String? {
    guard words.nextByte == UInt8(ascii: "[") else { return nil }
    words.skip()
    guard let key = words.nextWord(), words.nextByte == UInt8(ascii: "]") else { return nil }
    words.skip()
    guard words.nextByte == UInt8(ascii: "=") else { return nil }
    words.skip()
    return key.literal
  }

  /// A line that is no assignment of ours is a fact that nothing asks for.
  private mutating func strange(_ line: ArraySlice<UInt8>, _ place: Origin) -> Bool {
    list.add(.other, key: String(decoding: line, as: UTF8.self), "", from: place)
    offset = line.endIndex + 1
    return true
  }
}
