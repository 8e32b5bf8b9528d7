import Foundation
import TestSupport
import Testing

/// Backends print what the plan says. These words of a file would decide: a default, and a time of
/// its own.
@Suite("Backends decide nothing") struct DecisionTests {
  /// Files whose `??` chooses a word, a tree or a place, and never a value of the plan; with how many.
  private static let choosers = [
    "BlueGreenSite": 2, "ColouredPatches": 1, "ComposeFile+Gateway": 1,
    "DeployTimePatch": 1, "DockerService": 1, "HostPort": 1, "KubernetesGenerator+Probes": 1,
    "KubernetesGenerator+Volumes": 1, "KubernetesNames": 1, "NginxRelease": 1,
    "NginxSite+Locations": 1, "PatchedFact": 2, "Runbook+BlueGreen": 1, "Runbook+Checks": 1,
    "Runbook+Script": 2, "Runbook+Values": 1, "RunbookStep": 2,
    "WrapperFile": 1, "YAMLArtefact+Patching": 2,
  ]

  private static func lines() throws -> [(file: String, line: Substring)] {
    let folder = Repository.root.appending(path: "Sources/Backends")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var lines: [(file: String, line: Substring)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let name = file.deletingPathExtension().lastPathComponent
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where !line.contains(/^ *\/\//) {
        lines.append((name, line))
      }
    }
    return lines
  }

  /// Nothing in place of nothing (`?? []`, `?? ""`) decides nothing.
  @Test func `no value of the plan has a default here`() throws {
    var found: [String: Int] = [:]
    for (file, line) in try Self.lines() where line.contains(/\?\? (?!\[\]|"")/) {
      found[file, default: 0] += 1
    }
    #expect(found == Self.choosers, "a default belongs into Planning")
  }

  /// `"10s"`, `"128Mi"`, `Seconds = 600`, `"periodSeconds": 5`.
  @Test func `no time and no size stands here`() throws {
    for (file, line) in try Self.lines() where !file.hasPrefix("Runbook") {
      #expect(
        !line.contains(/"[0-9]+(ms|s|m|h|Ki|Mi|Gi)"|[sS]econds"?(: | = )(\.integer\()?[1-9]/),
        "\(file): \(line)")
    }
  }
}
