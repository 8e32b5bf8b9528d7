import Diagnostics
import OutputTrees
import Planning

extension PatchTree {
  /// The patch as a tree that can be laid over an artefact's.
  var yaml: YAMLTree { yaml(over: nil) }

  /// - Parameter own: what it is laid over, since an addition keeps what is there.
  func yaml(over own: YAMLTree?) -> YAMLTree {
    switch self {
    case .null(let range): YAMLTree(.null, origin: Origin(range))
    case .boolean(let value, let range): .boolean(value, origin: Origin(range))
    case .integer(let value, let range): .integer(value, origin: Origin(range))
    case .text(let value, let range): .text(value, origin: Origin(range))
    case .list(let items, let range):
      .sequence(items.map { $0.yaml(over: own?[$0.yaml.name ?? ""]) }, origin: Origin(range))
    case .replacement(let items, let range):
      .sequence(items.map(\.yaml), origin: Origin(range))
    case .addition(let items, let range):
      .sequence((own?.items ?? []) + items.map(\.yaml), origin: Origin(range))
    case .map(let entries, let range):
      .mapping(
        entries.map { YAMLTree.Entry($0.key.value, $0.value.yaml(over: own?[$0.key.value])) },
        origin: Origin(range))
    }
  }

  var range: SourceRange {
    switch self {
    case .null(let range), .boolean(_, let range), .integer(_, let range), .text(_, let range),
      .list(_, let range), .addition(_, let range), .replacement(_, let range),
      .map(_, let range):
      range
    }
  }
}
