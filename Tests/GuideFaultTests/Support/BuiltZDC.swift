import TestSupport

/// The built binary, run on the repository's manifests.
enum BuiltZDC {
  static func run(_ arguments: [String]) throws -> Tool.Outcome {
    try Tool(at: Repository.zdc).run(arguments)
  }
}
