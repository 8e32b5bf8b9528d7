import ArgumentParser
import Compilation
import Diagnostics
import OutputTrees

extension WriteJob {
  /// `--check`: a unified diff of everything that would change; exit 1 if there is any.
  func showDrift() throws {
    let folder = try OutputFolder.open(place.output, creating: false)
    let changes = try Changes(self, existing: folder)
    var text = ""
    for file in changes.written {
      let old = try folder?.read(file.path)
      text += UnifiedDiff.text(path: file.path, old: old?.bytes, new: file.bytes)
      if let old, old.isExecutable != file.isExecutable {
        text +=
          "mode of \(file.path.visible): should \(file.isExecutable ? "" : "not ")be executable\n"
      }
    }
    for path in changes.removed {
      text += UnifiedDiff.text(path: path, old: try folder?.read(path)?.bytes, new: nil)
    }
    Terminal.print(text)
    guard text.isEmpty else {
      Terminal.complain("\(place.output) is not what the manifest says; run zdc build\n")
      throw ExitCode.fault
    }
  }

  /// `--check` for programs: a diagnostic for each file that would change, at its first line that
  /// would; at the manifest where there is no such file.
  func drift() throws -> DiagnosticLog {
    let folder = try OutputFolder.open(place.output, creating: false)
    let changes = try Changes(self, existing: folder)
    var log = DiagnosticLog()
    for file in changes.written {
      let path = "\(place.output)/\(file.path)"
      guard let old = try folder?.read(file.path) else {
        log.error(
          Catalogue.driftCode, at: unit.source.beginning, "\(path.quoted) is missing",
          help: "run zdc build")
        continue
      }
      let range = WriteJob.firstDifference(
        of: SourceFile(path: path, bytes: old.bytes), from: file.bytes)
      let message =
        old.bytes == file.bytes
        ? "should \(file.isExecutable ? "" : "not ")be executable" : "is not what the manifest says"
      log.error(
        Catalogue.driftCode, at: range, "\(path.quoted) \(message)", help: "run zdc build")
    }
    for path in changes.removed {
      let file = SourceFile(path: "\(place.output)/\(path)", bytes: [])
      log.error(
        Catalogue.driftCode, at: file.beginning,
        "\(file.path.quoted) follows from nothing in the manifest any more", help: "run zdc build")
    }
    return log
  }

  private static func firstDifference(of file: SourceFile, from wanted: [UInt8]) -> SourceRange {
    var line = 1
    for (one, other) in zip(file.bytes, wanted) {
      if one != other { break }
      if one == UInt8(ascii: "\n") { line += 1 }
    }
    let start = SourceMark(line: line, column: 1)
    return SourceRange(file: file, start: start, end: start)
  }
}
