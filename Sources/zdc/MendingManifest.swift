import ArgumentParser
import Compilation
import Diagnostics
import Glibc

/// A manifest that `check --fix` edits in place.
struct MendingManifest {
  let path: String
  let options: ManifestOptions

  /// One fix can bring another fault to light, and none brings an old one back.
  private static let rounds = 20

  func mend() throws {
    var bytes = try options.bytes(of: path)
    let before = bytes
    for _ in 0..<Self.rounds {
      let (mended, applied) = round(bytes)
      for diagnostic in applied {
        let place = diagnostic.range.map { "\($0): " } ?? ""
        Terminal.complain("\(place)mended: \(diagnostic.message)".visible + "\n")
      }
      if applied.isEmpty { break }
      bytes = mended
    }
    if bytes != before { try write(bytes) }
  }

  private func round(_ bytes: [UInt8]) -> (bytes: [UInt8], applied: [Diagnostic]) {
    let source = SourceFile(path: path, bytes: bytes)
    var log = DiagnosticLog()
    if let unit = ManifestUnit.read(source, environment: options.environment, into: &log) {
      let place = ManifestPlace(manifest: path, output: nil, project: unit.project)
      _ = Compiler.plan(unit, in: place.surroundings, into: &log)
    }
    let fixable = log.sorted.filter { $0.fix != nil }
    let (mended, applied) = Fix.apply(fixable.compactMap(\.fix), to: source)
    // Of two diagnostics with one edit, the first is told.
    var rest = applied
    let told = fixable.filter { diagnostic in
      guard let index = rest.firstIndex(where: { $0 == diagnostic.fix }) else { return false }
      rest.remove(at: index)
      return true
    }
    return (mended, told)
  }

  /// Puts the file in place at once; a link stays a link.
  private func write(_ bytes: [UInt8]) throws {
    guard let real = realpath(path, nil) else { return }
    let absolute = String(cString: real)
    free(real)
    let slash = absolute.lastIndex(of: "/") ?? absolute.startIndex
    let name = String(absolute[absolute.index(after: slash)...])
    do {
      guard let folder = try OutputFolder.open(String(absolute[...slash]), creating: false) else {
        return
      }
      try folder.stage(name, bytes: bytes, isExecutable: false, keepingOwner: true)
      try folder.commit(name)
    } catch {
      Terminal.complain("zdc: can't write \(error.path.quoted.visible): \(error.reason)\n")
      throw ExitCode.cannotCreate
    }
  }
}
