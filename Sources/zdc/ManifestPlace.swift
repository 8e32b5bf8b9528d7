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
    let absolute = Self.path(of: manifest)
    let output = given ?? "out/\(project)"
    folder = Self.folder(of: manifest)
    self.output = output
    let files = ReadFiles(below: folder)
    filesRead = files
    surroundings = Compiler.Surroundings(
      manifestPath: RelativePath.path(absolute, from: WorkingPath.absolute(output)),
      readFile: files.bytes)
  }

  /// The manifest's folder, absolute.
  static func folder(of manifest: String) -> String {
    RelativePath.normalised(path(of: manifest) + "/..")
  }

  /// Standard input counts as a file of the working directory.
  private static func path(of manifest: String) -> String {
    WorkingPath.absolute(manifest == "-" ? "manifest.yml" : manifest)
  }
}
