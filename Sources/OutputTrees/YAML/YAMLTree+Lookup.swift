import Diagnostics

extension YAMLTree {
  /// The entries of a mapping; `nil` for anything else.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The items of a sequence of either style; `nil` for anything else.
  package var items: [YAMLTree]? {
    switch content {
    case .sequence(let items), .words(let items): items
    default: nil
    }
  }

  /// The text of a string, of either style; `nil` for anything else, numbers too.
  package var text: String? {
    switch content {
    case .text(let text), .block(let text): text
    default: nil
    }
  }

  package var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// What a deployment sets here, in the scripts' own form.
  package var template: String? {
    if case .template(let text)? = supplement { text } else { nil }
  }

  /// Whether it stands on one line.
  var isFlow: Bool { if case .flow? = supplement { true } else { false } }

  /// Whether it stands in double quotes in any case.
  var isQuoted: Bool { if case .quoted? = supplement { true } else { false } }

  func origin(ofLine index: Int) -> Origin? {
    guard case .lineOrigins(let origins)? = supplement, origins.indices.contains(index) else {
      return nil
    }
    return origins[index]
  }

  /// Whether it has no parts: not a sequence, not a mapping.
  package var isScalar: Bool { entries == nil && items == nil }

  /// The value of a mapping's key, or the item of a sequence whose `name` is the key.
  package subscript(key: String) -> YAMLTree? {
    switch content {
    case .mapping(let entries): entries.first { $0.key == key }?.value
    case .sequence(let items): items.first { $0.name == key }
    default: nil
    }
  }

  /// Follows keys from here, each as the subscript does: `["spec", "containers", "django"]`.
  package func value(at path: [String]) -> YAMLTree? {
    var here: YAMLTree? = self
    for key in path { here = here?[key] }
    return here
  }

  /// What an item of a named list is called: the text of its key `name`.
  package var name: String? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == "name" }?.value.text
  }
}
