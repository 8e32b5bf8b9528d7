/// What each target makes of each key of the language: the checks, `zdc targets` and the tests read
/// the same rows.
package enum SupportTable {
  package static let rows: [KeySupportRow] =
    projectRows + gatewayRows + serviceRows(of: "services") + roleRows
    + serviceRows(of: "backing") + backingRows + storageRows + strategyRows + targetRows

  /// What `target` makes of the key at `path`, in which names are the manifest's or `*`. A name may
  /// hold a dot, so a path is never one text.
  package static func support(of path: [String], on target: Target) -> KeySupport? {
    row(of: path)?.support(on: target)
  }

  /// The row for `path`, or for the nearest key above it.
  package static func row(of path: [String]) -> KeySupportRow? {
    var tree = index
    var found: KeySupportRow?
    for step in path {
      guard let next = tree.children[step] ?? tree.children["*"] else { break }
      tree = next
      found = next.row ?? found
    }
    return found
  }

  /// The paths that `target` can't honour, as a tree.
  package static func unsupported(on target: Target) -> PathTree {
    switch target {
    case .blueGreen: unsupportedOnBlueGreen
    case .swarm: unsupportedOnSwarm
    case .kubernetes: unsupportedOnKubernetes
    }
  }

  private static let index = PathTree(rows)
  private static let unsupportedOnBlueGreen = tree(of: .blueGreen)
  private static let unsupportedOnSwarm = tree(of: .swarm)
  private static let unsupportedOnKubernetes = tree(of: .kubernetes)

  private static func tree(of target: Target) -> PathTree {
    PathTree(rows.filter { $0.support(on: target).isUnsupported })
  }

  /// Rows by the steps of their paths.
  package struct PathTree: Sendable {
    private(set) var row: KeySupportRow?
    /// In the order of the table.
    private(set) var names: [String] = []
    private(set) var children: [String: PathTree] = [:]

    init(_ rows: [KeySupportRow]) {
      for row in rows { insert(row, at: row.path[...]) }
    }

    private init() {}

    private mutating func insert(_ row: KeySupportRow, at path: ArraySlice<String>) {
      guard let step = path.first else {
        precondition(self.row == nil, "two rows for \(row.path)")
        self.row = row
        return
      }
      if children[step] == nil { names.append(step) }
      children[step, default: PathTree()].insert(row, at: path.dropFirst())
    }
  }
}
