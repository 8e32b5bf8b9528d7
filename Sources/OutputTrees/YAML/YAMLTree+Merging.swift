extension YAMLTree {
  /// This tree with a patch laid over it: maps merge, `null` removes a key, lists replace, and two
  /// lists whose items are all maps with a `name` merge by that name.
  ///
  /// What the patch does not touch keeps its place and comment, and so does what is merged; a value
  /// that it gives has the patch's origin. New keys and items come last, in the patch's order.
  package func merging(_ patch: YAMLTree) -> YAMLTree {
    switch (content, patch.content) {
    case (.mapping(let own), .mapping(let others)):
      with(.mapping(Self.merge(own, others)), commentOf: patch)
    case (.sequence(let own), .sequence(let others))
    where !others.isEmpty && (own + others).allSatisfy({ $0.name != nil }):
      with(.sequence(Self.merge(own, others)), commentOf: patch)
    case (.words, .sequence(let others)) where others.allSatisfy(\.isScalar):
      with(.words(others), commentOf: patch).from(patch.origin ?? origin)
    default:
      YAMLTree(
        patch.withoutNulls.content, origin: patch.origin ?? origin,
        comment: patch.comment.isEmpty ? comment : patch.comment,
        isSpaced: isSpaced || patch.isSpaced)
    }
  }

  private func with(_ content: Content, commentOf patch: YAMLTree) -> YAMLTree {
    YAMLTree(
      content, origin: origin,
      comment: patch.comment.isEmpty ? comment : patch.comment,
      isSpaced: isSpaced || patch.isSpaced)
  }

  private static func merge(_ own: [Entry], _ others: [Entry]) -> [Entry] {
    var merged = own
    for other in others {
      let index = merged.firstIndex { $0.key == other.key }
      switch (index, other.value.isNull) {
      case (let index?, true): merged.remove(at: index)
      case (let index?, false):
        merged[index] = Entry(other.key, merged[index].value.merging(other.value))
      case (nil, true): break
      case (nil, false): merged.append(Entry(other.key, other.value.withoutNulls))
      }
    }
    return merged
  }

  private static func merge(_ own: [YAMLTree], _ others: [YAMLTree]) -> [YAMLTree] {
    var merged = own
    for other in others {
      if let index = merged.firstIndex(where: { $0.name == other.name }) {
        merged[index] = merged[index].merging(other)
      } else {
        merged.append(other.withoutNulls)
      }
    }
    return merged
  }

  /// A `null` in a map that the patch brings along removes nothing, so it leaves nothing either
  /// (as in RFC 7396). Lists are taken as they are.
  private var withoutNulls: YAMLTree {
    guard case .mapping(let entries) = content else { return self }
    let kept = entries.filter { !$0.value.isNull }.map { Entry($0.key, $0.value.withoutNulls) }
    return YAMLTree(.mapping(kept), origin: origin, comment: comment, isSpaced: isSpaced)
  }
}
