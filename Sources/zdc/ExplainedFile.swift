import Compilation
import Diagnostics
import Planning
import Verification

/// The file that `zdc explain` was asked about: a manifest, or an artefact with the manifest that
/// made it.
struct ExplainedFile {
  /// What was made, where, and from what.
  struct Making {
    /// The output folder, absolute.
    let folder: String
    /// Below the output folder.
    let path: String
    /// As zdc would be given it from the working directory.
    let manifest: String
    let environment: String?
  }

  let path: String
  let bytes: [UInt8]
  /// `nil` for a manifest.
  let making: Making?

  /// The lock of a folder above the file says whose it is; else the file's own header does.
  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    let header = ExplainedFile.command(in: bytes)
    let absolute = WorkingPath.absolute(path)
    var folder = RelativePath.normalised(absolute + "/..")
    var found: Making?
    while true {
      let below = RelativePath.path(absolute, from: folder)
      let manifest = ExplainedFile.manifest(of: below, in: folder, header: header?.manifest)
      if let manifest {
        let runbook = try? InputFile.read("\(folder)/RUNBOOK.md")
        found = Making(
          folder: folder, path: below,
          manifest: RelativePath.path(manifest, from: WorkingPath.absolute(".")),
          environment: header?.environment
            ?? runbook.flatMap(ExplainedFile.command)?.environment)
        break
      }
      if folder == "/" || folder == "." { break }
      folder = RelativePath.normalised(folder + "/..")
    }
    making = found
  }

  /// The absolute path of the manifest that made `path`, where `folder` is its output folder.
  private static func manifest(of path: String, in folder: String, header: String?) -> String? {
    let absolute = { (manifest: String) in
      manifest.hasPrefix("/") ? manifest : RelativePath.normalised("\(folder)/\(manifest)")
    }
    if let lock = (try? InputFile.read("\(folder)/\(ArtefactLock.path)"))
      .flatMap(ArtefactLock.read)
    {
      let isListed = path == ArtefactLock.path || lock.artefacts.contains { $0.path == path }
      return isListed ? absolute(lock.manifest.path) : nil
    }
    guard let manifest = header.map(absolute) else { return nil }
    return (try? InputFile.read(manifest)) == nil ? nil : manifest
  }

  /// What the header says makes the file again: `zdc build -o . MANIFEST --environment E`.
  private static func command(
    in bytes: [UInt8]
  ) -> (manifest: String, environment: String?)? {
    let start = "zdc build -o . "
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    for text in head.split(separator: "\n").prefix(6) {
      // Markdown's header breaks up each `--`.
      let line = text.replacing("- -", with: "--")
      guard let command = line.firstRange(of: start) else { continue }
      // What a hand has changed may be no command any more.
      guard let words = ShellCommand.words(of: String(line[command.upperBound...])),
        let manifest = words.first
      else { continue }
      let hasEnvironment = words.count == 3 && words[1] == "--environment"
      return (manifest, hasEnvironment ? words[2] : nil)
    }
    return nil
  }
}
