import ContentHashing
package import JSONWriting

/// `zdc.lock.json`: what was made, from what, and what it hashes to. It tells a hand edit from a
/// stale artefact, and which files zdc may take away again.
package struct ArtefactLock: Sendable, Equatable {
  package static let path = "zdc.lock.json"

  package struct Entry: Sendable, Equatable {
    package let path: String
    /// 64 hexadecimal digits.
    package let sha256: String

    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }

    package init(path: String, bytes: [UInt8]) {
      self.init(path: path, sha256: ContentHash(of: bytes).hexadecimal)
    }
  }

  package let version: String
  package let manifest: Entry
  /// Files that the manifest's `files` name.
  package let sources: [Entry]
  /// In order of generation.
  package let artefacts: [Entry]

  package init(version: String, manifest: Entry, sources: [Entry], artefacts: [Entry]) {
    self.version = version
    self.manifest = manifest
    self.sources = sources
    self.artefacts = artefacts
  }

  package var json: JSONValue {
    [
      "zdc": .text(version),
      "manifest": ["path": .text(manifest.path), "sha256": .text(manifest.sha256)],
      "sources": .object(sources.map { JSONValue.Member($0.path, .text($0.sha256)) }),
      "artefacts": .object(artefacts.map { JSONValue.Member($0.path, .text($0.sha256)) }),
    ]
  }
}
