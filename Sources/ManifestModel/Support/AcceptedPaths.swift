internal import Diagnostics

/// What a target's `accept` lists: full paths, `*` for a name.
package struct AcceptedPaths: Sendable {
  private let exact: Set<[String]>
  private let patterns: [[String]]

  package init(_ options: TargetOptions?) {
    let paths = (options?.accept ?? []).map { Self.steps($0.value) }
    exact = Set(paths.filter { !$0.contains("*") })
    patterns = paths.filter { $0.contains("*") }
  }

  package func contains(_ path: [String]) -> Bool {
    exact.contains(path) || patterns.contains { Self.matches($0, path) }
  }

  package static func matches(_ pattern: String, _ path: [String]) -> Bool {
    matches(steps(pattern), path)
  }

  private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
    pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }

  private static func steps(_ text: String) -> [String] {
    text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }
}
