import Foundation
import TestSupport
import Testing

/// What README shows works.
@Suite(.waits) struct ReadmeTests {
  /// The indented lines from the one that reads `first` on.
  private static func block(from first: String) throws -> String {
    let readme = try String(
      contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "    \(first)" })
    return lines[start...].prefix { $0.isEmpty || $0.hasPrefix("    ") }
      .map { $0.dropFirst(4) }.joined(separator: "\n")
  }

  @Test func firstManifestBuildsForAllTargets() throws {
    let folder = try ScratchFolder()
    try folder.write(try Self.block(from: "zdc: 1") + "\n", to: "shop.yml")
    let build = try BuiltBinary.run(["build", "shop.yml"], in: folder.url)
    #expect(build.status == 0, "\(build.diagnostics)")
    for file in ["docker/docker-compose.blue-green.yml", "docker/scripts/deploy-swarm.sh"] {
      #expect(try folder.text(of: "out/shop/\(file)").contains("session-key"))
    }
    #expect(try folder.text(of: "out/shop/kubernetes/web-deployment.yml").contains("8000"))
  }
}
