package import Foundation

/// The checkout that the tests belong to.
package enum Repository {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static let manifests = root.appending(path: "manifests")

  /// The text of one of them.
  package static func manifest(_ name: String) throws -> String {
    try String(contentsOf: manifests.appending(path: name), encoding: .utf8)
  }

  /// The built `zdc`: `ZDC` names another binary; else the one beside the tests.
  package static var zdc: String {
    if let given = ProcessInfo.processInfo.environment["ZDC"] { return given }
    let beside = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
      .deletingLastPathComponent()
    return (beside ?? root.appending(path: ".build/debug")).appending(path: "zdc").path
  }
}
