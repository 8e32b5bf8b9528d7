internal import Diagnostics
internal import YAMLReading

/// Scalars as the language takes them. In a text place any scalar counts, as it was written:
/// `False`, `0x1F` and `yes` are those letters, whatever YAML makes of them.
extension YAMLNode {
  var locatedText: Located<String>? {
    locatedForeignText.map { text in
      guard text.value.utf8.contains(UInt8(ascii: "$")) else { return text }
      return text.map { Template.read($0).template.literalText ?? $0 }
    }
  }

  var locatedForeignText: Located<String>? {
    guard let scalar, !scalar.isNull else { return nil }
    return Located(scalar.text, at: range)
  }

  var locatedTemplate: Located<Template>? {
    locatedForeignText.map { text in text.map { Template.read($0).template } }
  }

  var locatedInteger: Located<Int>? {
    guard case .integer(let value) = scalar?.kind else { return nil }
    return Located(value, at: range)
  }

  func parsed<Value: Sendable>(_ parse: (String) -> Value?) -> Located<Value>? {
    guard let text = locatedText, let value = parse(text.value) else { return nil }
    return Located(value, at: range)
  }
}
