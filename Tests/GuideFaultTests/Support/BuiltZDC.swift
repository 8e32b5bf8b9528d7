import Foundation
import TestSupport
import Testing

/// The built binary, beside the tests or where `ZDC` says.
enum BuiltZDC {
  static func run(_ arguments: [String]) throws -> Tool.Outcome {
    let beside = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
      .deletingLastPathComponent().appending(path: "zdc").path
    let built = Generated.root.appending(path: ".build/debug/zdc").path
    let path = ProcessInfo.processInfo.environment["ZDC"] ?? beside ?? built
    return try Tool(at: path).run(arguments)
  }
}
