package import Diagnostics

extension YAMLTree {
  /// The same under a name, for aliases below it: `key: &name`. Only a map with entries has one.
  ///
  /// - Parameter name: ASCII letters, digits, `-` and `_`, which is what libyaml reads; once a
  ///   document.
  package func anchored(_ name: String) -> YAMLTree {
    YAMLTree(
      content, origin: origin, comment: comment, isSpaced: isSpaced, supplement: .anchor(name))
  }

  /// What the anchor above it names: `key: *name`.
  package static func alias(_ name: String, origin: Origin? = nil) -> YAMLTree {
    YAMLTree(.alias(name), origin: origin)
  }

  var anchor: String? {
    if case .anchor(let name)? = supplement { name } else { nil }
  }

  /// Whether both are written with the same bytes, whatever they follow from.
  package func isWritten(as other: YAMLTree) -> Bool {
    guard comment == other.comment, isSpaced == other.isSpaced, anchor == other.anchor else {
      return false
    }
    switch (content, other.content) {
    case (.null, .null): return true
    case (.boolean(let one), .boolean(let other)): return one == other
    case (.integer(let one), .integer(let other)): return one == other
    case (.alias(let one), .alias(let other)): return one == other
    case (.text(let one), .text(let other)), (.block(let one), .block(let other)):
      return one.utf8.elementsEqual(other.utf8)
    case (.sequence(let one), .sequence(let other)), (.words(let one), .words(let other)):
      return one.elementsEqual(other) { $0.isWritten(as: $1) }
    case (.mapping(let one), .mapping(let other)):
      return one.elementsEqual(other) { $0.isWritten(as: $1) }
    default: return false
    }
  }
}

extension YAMLTree.Entry {
  /// `<<: *name`: all that the anchor's map has and this one does not.
  package static func merge(_ name: String, origin: Origin? = nil) -> YAMLTree.Entry {
    YAMLTree.Entry("<<", .alias(name, origin: origin))
  }

  /// Whether it is YAML's merge key, and not a key of that text.
  var isMerge: Bool {
    if case .alias = value.content { key == "<<" } else { false }
  }

  package func isWritten(as other: YAMLTree.Entry) -> Bool {
    key.utf8.elementsEqual(other.key.utf8) && value.isWritten(as: other.value)
  }
}
