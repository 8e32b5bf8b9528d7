package import Foundation

/// The checkout that the tests belong to.
package enum Repository {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static let manifests = root.appending(path: "manifests")

  /// Those in the manner of public stacks: built, verified and validated as all are, but left out of
  /// what changes every fact once, or asks for every line.
  package static let stacks: Set<String> = [
    "automation.yml", "clinic.yml", "files.yml", "forum.yml", "git.yml", "inference.yml",
  ]

  /// The text of one of them.
  package static func manifest(_ name: String) throws -> String {
    try String(contentsOf: manifests.appending(path: name), encoding: .utf8)
  }

  /// The environment that tests run programs in: this process's own, but for a folder of caches, in
  /// which zdc would note each test's build in the tester's own.
  package static let environment = ProcessInfo.processInfo.environment.merging([
    "XDG_CACHE_HOME": root.appending(path: ".build/cache").path
  ]) { $1 }

  /// The built `zdc`: `ZDC` names another binary; else the one beside the tests.
  package static var zdc: String {
    if let given = ProcessInfo.processInfo.environment["ZDC"] { return given }
    let beside = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
      .deletingLastPathComponent()
    return (beside ?? root.appending(path: ".build/debug")).appending(path: "zdc").path
  }
}
