import Compilation
import Planning

/// Where a manifest and its output folder stand to each other.
struct ManifestPlace {
  /// The manifest's folder, absolute.
  let folder: String
  /// The output folder as messages name it.
  let output: String
  let surroundings: Compiler.Surroundings
  /// What planning read besides the manifest.
  let filesRead: ReadFiles

  /// - Parameter output: as `-o` gave it; `nil` is `out/PROJECT` in the working directory.
  init(manifest: String, output given: String?, project: String) {
    // Standard input counts as a file of the working directory.
    let absolute = WorkingPath.absolute(manifest == "-" ? "manifest.yml" : manifest)
    let folder = RelativePath.normalised(absolute + "/..")
    let output = given ?? "out/\(project)"
    self.folder = folder
    self.output = output
    let files = ReadFiles()
    filesRead = files
    surroundings = Compiler.Surroundings(
      manifestPath: RelativePath.path(absolute, from: WorkingPath.absolute(output)),
      readFile: { path in
        files.bytes(path) { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
      })
  }
}
