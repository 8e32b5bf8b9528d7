package import Foundation

/// One target of the sources, compiled apart from the package: a copy that a test has changed.
package enum SwiftModule {
  /// Compiles `MODULE/` below `folder`, which is the working folder; what it imports and is not in
  /// there is taken as it was built.
  ///
  /// - Parameters:
  ///   - options: what the compiler is to do: `-typecheck`.
  ///   - files: sources from elsewhere.
  package static func compile(
    _ module: String, in folder: URL, _ options: [String], files: [String] = []
  ) throws -> Tool.Outcome? {
    let beside = URL(filePath: Repository.zdc).deletingLastPathComponent()
      .appending(path: "Modules").path
    // A static binary has no modules beside it.
    let isThere = FileManager.default.fileExists(atPath: beside)
    let built = isThere ? beside : Repository.root.appending(path: ".build/debug/Modules").path
    let sources = try FileManager.default.subpathsOfDirectory(
      atPath: folder.appending(path: module).path
    ).filter { $0.hasSuffix(".swift") }.map { "\(module)/\($0)" }
    let features = ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
    return try Tool("swiftc")?.run(
      options + [
        "-swift-version", "6", "-module-name", module, "-package-name",
        Repository.root.lastPathComponent.lowercased(), "-I", built,
      ] + features.flatMap { ["-enable-upcoming-feature", $0] } + sources + files, in: folder)
  }
}
