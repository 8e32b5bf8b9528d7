import OutputTrees

/// A YAML artefact that is not written yet: the manifest's patches may still change its documents.
struct YAMLArtefact: Sendable {
  /// Below the output folder, with `/`.
  let path: String
  let header: [String]
  var documents: [YAMLTree]

  func written() -> OutputFile {
    YAMLWriter.file(path: path, header: header, documents: documents)
  }
}
