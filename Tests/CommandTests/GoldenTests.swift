import Foundation
import TestSupport
import Testing

/// `out/` is the golden set: what it holds is what the compiler makes of `manifests/`.
@Suite(.waits) struct GoldenTests {
  static let manifests: [String] =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "manifests").path)) ?? [])
    .filter { $0.hasSuffix(".yml") }.sorted()

  @Test(arguments: manifests) func artefactsAreCurrent(_ manifest: String) throws {
    let outcome = try BuiltBinary.run(["build", "manifests/\(manifest)", "--check"])
    #expect(outcome.status == 0, "\(outcome.diagnostics)\(outcome.output)")
  }

  @Test func thereIsSomethingToCompare() {
    #expect(!Self.manifests.isEmpty)
  }
}
