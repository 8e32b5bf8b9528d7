/// The tags of YAML's core schema, and no others.
enum NodeTag: String {
  case text = "str"
  case null
  case boolean = "bool"
  case integer = "int"
  case number = "float"
  case mapping = "map"
  case sequence = "seq"
  case merge

  private static let prefix = "tag:yaml.org,2002:"

  /// - Parameter tag: as libyaml resolved it.
  /// - Returns: `nil` for a tag of somebody's own.
  init?(resolved tag: String) {
    guard tag.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(tag.dropFirst(Self.prefix.count)))
  }

  /// As it is written: `!!str`, `!reset`.
  static func spelling(_ tag: String) -> String {
    tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// What a scalar with this tag is; `nil` where its text does not fit.
  func kind(of text: String) -> YAMLScalar.Kind? {
    let core = CoreSchema.kind(of: text)
    switch (self, core) {
    case (.text, _): return .text
    case (.null, .null), (.boolean, .boolean), (.integer, .integer), (.number, .number):
      return core
    case (.number, .integer): return .number
    default: return nil
    }
  }
}
