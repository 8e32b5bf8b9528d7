import Diagnostics
import Planning
import YAMLReading

/// Values of YAML as facts hold them.
enum YAMLText {
  /// Text. What a reader of YAML takes for something else is told so: `DEBUG: False` is no text.
  static func text(_ scalar: YAMLScalar) -> String {
    guard scalar.isPlain else { return scalar.text }
    let isText = scalar.kind == .text && scalar.yaml11Reading == nil
    return isText ? scalar.text : "!\(scalar.text)"
  }

  /// Anything: text in quotes that would be something else without them keeps them.
  static func leaf(_ scalar: YAMLScalar) -> String {
    let bare = YAMLScalar(scalar.text, isPlain: true)
    if scalar.isPlain || bare.kind == .text && bare.yaml11Reading == nil { return scalar.text }
    return "'\(scalar.text)'"
  }

  /// What a leaf that is text says: `'false'` without its quotes.
  static func text(ofLeaf leaf: String) -> String {
    leaf.count > 1 && leaf.hasPrefix("'") && leaf.hasSuffix("'")
      ? String(leaf.dropFirst().dropLast()) : leaf
  }

  /// A number or a boolean as it stands; text that looks like one is told apart.
  static func plain(_ scalar: YAMLScalar) -> String {
    scalar.isPlain && scalar.yaml11Reading == nil ? scalar.text : "'\(scalar.text)'"
  }
}

extension YAMLNode {
  /// The items of a list of texts; `nil` for anything else.
  func texts(_ rendering: (String) -> String) -> [String]? {
    guard let items else { return nil }
    var texts: [String] = []
    for item in items {
      guard let scalar = item.scalar else { return nil }
      texts.append(rendering(YAMLText.text(scalar)))
    }
    return texts
  }
}
