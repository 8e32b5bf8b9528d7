import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import Testing

@testable import Backends

/// The artefacts of the Kubernetes target of one manifest, by path, with what its script sources.
struct KubernetesFiles {
  let plan: TargetPlan
  let files: [OutputFile]
  let log: DiagnosticLog

  init(_ plan: DeploymentPlan) throws {
    var log = DiagnosticLog()
    let target = try #require(plan.plan(for: .kubernetes))
    files =
      KubernetesArtefacts.files(target, into: &log) + ScriptLibrary.common(plan.project)
    self.plan = target
    self.log = log
  }

  init(_ text: String) throws { try self.init(PlannedManifest.text(text)) }

  func text(_ path: String) throws -> String {
    let file = try #require(files.first { $0.path == path }, "no \(path)")
    return String(decoding: file.bytes, as: UTF8.self)
  }

  /// The lines between the first line that begins (after blanks) with `start` and the next line
  /// that is indented no deeper; without their indentation.
  func block(_ start: String, in path: String) throws -> String {
    let lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(
      lines.firstIndex { $0.drop { $0 == " " }.hasPrefix(start) }, "no '\(start)' in \(path)")
    let indent = lines[first].prefix { $0 == " " }.count
    let rest = lines[(first + 1)...].prefix { line in
      line.isEmpty || line.prefix { $0 == " " }.count > indent
    }
    return rest.map { String($0.dropFirst(indent + 2)) }.joined(separator: "\n")
  }

  /// Whether these lines stand in a file one after the other, however deep they are indented.
  func holds(_ excerpt: String, in path: String) throws -> Bool {
    let wanted = excerpt.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains { start in
      let indent = lines[start].prefix { $0 == " " }
      let found = lines[start...].prefix(wanted.count)
      return found.elementsEqual(wanted) { line, wanted in line == indent + wanted }
    }
  }

  /// Writes them all below a folder.
  func write(to folder: URL) throws {
    for file in files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
      if file.isExecutable {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
      }
    }
  }
}
