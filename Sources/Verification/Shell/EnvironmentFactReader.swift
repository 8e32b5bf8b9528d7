package import Diagnostics
package import Planning

/// The entries of `.env.example`: `NAME=` must be filled in, `#NAME=value` shows a default.
package enum EnvironmentFactReader {
  package static func facts(of file: SourceFile) -> [DeploymentFact] {
    var list = FactList(about: FactSubject(.project, ""))
    let lines = LineTable(file)
    for number in 1...max(1, lines.lineCount) {
      let line = lines.line(number)
      let isComment = line.first == UInt8(ascii: "#")
      let entry = isComment ? line.dropFirst() : line
      guard !line.isEmpty, !isComment || startsWithName(entry) else { continue }
      let start = SourceMark(line: number, column: 1)
      let end = SourceMark(line: number, column: line.count + 1)
      let place = Origin(SourceRange(file: file, start: start, end: end))
      guard startsWithName(entry), let equals = entry.firstIndex(of: UInt8(ascii: "=")) else {
        list.turn(to: .project, "")
        list.add(.other, key: String(decoding: line, as: UTF8.self), "", from: place)
        continue
      }
      list.turn(to: .variable, String(decoding: entry[..<equals], as: UTF8.self))
      let value = unquoted(entry[(equals + 1)...])
      list.add(isComment ? .defaultValue : .required, value, from: place)
    }
    return list.facts
  }

  private static func startsWithName(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.prefix { byte in
      byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    return !name.isEmpty && name.endIndex < bytes.endIndex
      && bytes[name.endIndex] == UInt8(ascii: "=")
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
      first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }
}
