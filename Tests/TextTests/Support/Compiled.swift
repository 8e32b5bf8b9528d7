import Backends
import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import YAMLReading

@testable import Compilation

/// What the compiler makes of a manifest that a test holds.
struct Compiled {
  /// Errors only, by place.
  let errors: [Diagnostic]
  let files: [OutputFile]

  init(_ manifest: String) {
    var log = DiagnosticLog()
    let source = SourceFile(path: "m.yml", bytes: Array(manifest.utf8))
    let unit = ManifestUnit.read(source, environment: nil, into: &log)
    self.init(unit, artefacts: true, into: &log)
  }

  /// A tree that a test has changed. Files that it names have some text or other.
  init(root: YAMLNode, environment: String?, artefacts: Bool) {
    var log = DiagnosticLog()
    let decoded = ManifestDecoder.decode(root: root, environment: environment, into: &log)
    let unit = decoded.map {
      ManifestUnit(source: root.range.file, environment: environment, decoded: $0)
    }
    self.init(unit, artefacts: artefacts, into: &log)
  }

  private init(_ unit: ManifestUnit?, artefacts: Bool, into log: inout DiagnosticLog) {
    let surroundings = Compiler.Surroundings(manifestPath: "../../m.yml") { _ in
      Array("text\n".utf8)
    }
    var files: [OutputFile] = []
    if !log.hasErrors, let unit,
      let plan = Compiler.plan(unit, in: surroundings, into: &log), artefacts
    {
      files = Compiler.artefacts(of: plan, into: &log).map(\.file)
    }
    self.files = log.hasErrors ? [] : files
    errors = log.sorted.filter { $0.severity == .error }
  }

  func text(_ path: String) -> String? {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// Writes them all below a folder, which is two levels below the manifest's.
  func write(to folder: URL) throws {
    for file in files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }
}
