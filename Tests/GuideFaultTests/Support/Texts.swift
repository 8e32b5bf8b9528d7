import Foundation
import TestSupport
import Testing

/// The files of the guide that zdc takes the place of, word for word.
enum Guide {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Guide")

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The lines from the first that begins with `first` to the next that begins with `last`.
  static func fragment(
    of name: String, from first: String, to last: String, including: Bool = true
  ) throws -> String {
    let lines = try text(name).split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix(first) }, "no '\(first)' in \(name)")
    let end = try #require(
      lines[(start + 1)...].firstIndex { $0.hasPrefix(last) }, "no '\(last)' in \(name)")
    return lines[start..<(including ? end + 1 : end)].joined(separator: "\n") + "\n"
  }
}

/// The artefacts of `manifests/brain-tumor.yml`, which is the guide's project.
enum Generated {
  static let folder = Repository.root.appending(path: "out/brain-tumor")

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  static let workloads = [
    "django-deployment.yml", "fastapi-deployment.yml", "nginx-deployment.yml",
    "django-db-statefulset.yml", "redis-statefulset.yml",
  ].map { "kubernetes/\($0)" }
}
