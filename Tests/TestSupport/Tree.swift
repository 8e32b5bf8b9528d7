/// What a YAML reader that is not ours made of a file.
@dynamicMemberLookup
package enum Tree: Decodable, Equatable, Sendable {
  case map([String: Tree])
  case list([Tree])
  case text(String)
  case number(Double)
  case boolean(Bool)
  case null

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([Tree].self) {
      self = .list(value)
    } else {
      self = .map(try container.decode([String: Tree].self))
    }
  }

  package subscript(_ key: String) -> Tree {
    if case .map(let entries) = self { entries[key] ?? .null } else { .null }
  }

  package subscript(dynamicMember key: String) -> Tree { self[key] }

  package var isThere: Bool { self != .null }

  /// A map's entries by name.
  package var entries: [(key: String, value: Tree)] {
    if case .map(let entries) = self { entries.sorted { $0.key < $1.key } } else { [] }
  }

  package var items: [Tree] { if case .list(let items) = self { items } else { [] } }

  package var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
    case .boolean(let value): String(value)
    default: nil
    }
  }

  package var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// `10s`, `1m10s`, `65s` in seconds.
  package var seconds: Double? {
    guard let text else { return nil }
    let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600]
    let parts = text.matches(of: /([0-9.]+)(ms|s|m|h)/)
    guard !parts.isEmpty, parts.map({ String($0.0) }).joined() == text else { return nil }
    return parts.reduce(0) { $0 + (Double($1.1) ?? 0) * (units[String($1.2)] ?? 0) }
  }

  /// `environment`, written as a list or as a map.
  package var variables: [String: String] {
    if case .map(let entries) = self { return entries.compactMapValues(\.text) }
    let pairs = items.compactMap(\.text).map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(
      pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") }, uniquingKeysWith: { $1 })
  }
}
