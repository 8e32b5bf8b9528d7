import Diagnostics
import YAMLReading

extension ArtefactLock {
  /// Reads a lock back: JSON is YAML, so the one reader serves. `nil` for anything that is no lock
  /// of ours; such a folder counts as one without a lock.
  package static func read(_ bytes: [UInt8]) -> ArtefactLock? {
    var log = DiagnosticLog()
    let file = SourceFile(path: path, bytes: bytes)
    guard let root = YAMLDocument.read(file, into: &log), !log.hasErrors,
      let version = root["zdc"]?.scalar?.text,
      let manifestPath = root["manifest"]?["path"]?.scalar?.text,
      let manifestHash = root["manifest"]?["sha256"]?.scalar?.text,
      let artefacts = root["artefacts"].flatMap(entries)
    else { return nil }
    return ArtefactLock(
      version: version, manifest: Entry(path: manifestPath, sha256: manifestHash),
      sources: root["sources"].flatMap(entries) ?? [], artefacts: artefacts)
  }

  private static func entries(_ node: YAMLNode) -> [Entry]? {
    node.entries?.compactMap { entry in
      guard let hash = entry.value.scalar?.text, isSafe(entry.key.value) else { return nil }
      return Entry(path: entry.key.value, sha256: hash)
    }
  }

  /// A lock is a file that anyone can edit: a path of it must not lead out of the folder.
  private static func isSafe(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.utf8.contains(0)
      && !path.parts(at: "/", keepingEmpty: true).contains {
        $0 == ".." || $0 == "." || $0.isEmpty
      }
  }
}
