import Foundation

/// compose-spec.json, as the program of Compose carries it: its text is a part of the binary.
struct ComposeSchema {
  private let root: [String: Any]

  /// `nil` where the program has none.
  init?(of program: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: program), options: .alwaysMapped)
    guard let title = bytes.range(of: Data("\"Compose Specification\"".utf8)),
      let start = bytes[..<title.lowerBound].lastIndex(of: UInt8(ascii: "{")),
      let end = Self.end(of: bytes[start...]),
      let read = try? JSONSerialization.jsonObject(with: bytes[start..<end]),
      let root = read as? [String: Any]
    else { return nil }
    self.root = root
  }

  /// The end of the object that the bytes begin with.
  private static func end(of bytes: Data) -> Int? {
    var depth = 0
    var isText = false
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return nil
  }

  /// The keys of a definition, or of a key in it: `deployment.resources.limits`.
  func keys(at place: String) -> Set<String> {
    let steps = place.split(separator: ".").map(String.init)
    guard let first = steps.first else { return Self.keys(of: root) }
    let definitions = root["$defs"] as? [String: Any] ?? [:]
    var node = definitions[first] as? [String: Any] ?? [:]
    for step in steps.dropFirst() {
      let keys = node["properties"] as? [String: Any] ?? [:]
      node = keys[step] as? [String: Any] ?? [:]
    }
    return Self.keys(of: node)
  }

  /// Those of the object itself; else those of the nearest one in it, as of a list's items.
  private static func keys(of value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      if let keys = object["properties"] as? [String: Any] { return Set(keys.keys) }
      return object.keys.sorted().reduce(into: []) { $0.formUnion(keys(of: object[$1] ?? 0)) }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys(of: $1)) }
  }
}
