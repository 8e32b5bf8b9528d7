import Compilation
import ContentHashing
import Diagnostics
import Glibc

/// Whether a folder is as this user's own zdc left it, made from the same things.
///
/// The note of that is not in the folder: whoever edits an artefact there can edit the lock beside
/// it. It is in the user's own folder of caches, one of 256 places by the manifest's path and the
/// options; a note that another build's took the place of only costs a build.
struct Sealing {
  /// The manifest's folder.
  private let folder: String
  private let inputs: String
  /// The note's own folder and name.
  private let cache: String
  private let name: String

  /// `nil` where there is no place for the note, or where a binary can't be told from another.
  ///
  /// - Parameters:
  ///   - manifest: its path as it was given, which warnings show, and its bytes.
  ///   - output: the folder that was given.
  init?(
    of manifest: (path: String, bytes: [UInt8]), output: String?, environment: String?
  ) {
    guard let cache = Self.cache, !BuildStamp.identity.isEmpty else { return nil }
    self.cache = cache
    folder = ManifestPlace.folder(of: manifest.path)
    let options = [
      WorkingPath.absolute("."), manifest.path, output.map { "output \($0)" } ?? "none",
      environment.map { "environment \($0)" } ?? "none",
    ]
    name = String(Self.hash(of: options).prefix(2))
    inputs = Self.hash(
      of: options + [
        BuildStamp.identity, BuildStamp.version, ContentHash(of: manifest.bytes).hexadecimal,
        Terminal.hasColour ? "colour" : "plain",
      ])
  }

  /// Of each field on its own: what joins them can be in none.
  private static func hash(of fields: [String]) -> String {
    ContentHash(of: Array(fields.joined(separator: "\0").utf8)).hexadecimal
  }

  /// `CI` is set by GitHub, GitLab, and most others.
  static var isInCI: Bool { value(of: "CI").map { $0 != "false" && $0 != "0" } ?? false }

  /// What the last build left, where all of it is as it was, and all that it follows from is.
  var kept: Seal? {
    guard let seal = read(), seal.inputs == inputs,
      let opened = try? OutputFolder.open(seal.output, creating: false),
      seal.holds(in: opened, manifests: folder)
    else { return nil }
    return seal
  }

  /// Notes what a build left. That it can't is no fault of the build.
  func seal(_ files: [Seal.File], in place: ManifestPlace, told: String) {
    guard !files.isEmpty, let opened = try? OutputFolder.open(place.output, creating: false),
      let folders = try? Seal.folders(of: files, in: opened)
    else { return }
    let seal = Seal(
      inputs: inputs, output: place.output, sources: place.filesRead.hashes, files: files,
      folders: folders, told: told)
    guard let text = seal.text, seal != read(),
      let cache = try? OutputFolder.open(cache, creating: true)
    else { return }
    try? cache.stage(name, bytes: Array(text.utf8), isExecutable: false)
    try? cache.commit(name)
  }

  // MARK: The note

  /// Of the XDG Base Directory Specification, which wants an absolute path.
  private static var cache: String? {
    if let given = value(of: "XDG_CACHE_HOME"), given.hasPrefix("/") { return "\(given)/zdc" }
    return value(of: "HOME").flatMap { $0.hasPrefix("/") ? "\($0)/.cache/zdc" : nil }
  }

  private static func value(of name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A note that somebody else could have written is none.
  private func read() -> Seal? {
    let path = "\(cache)/\(name)"
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0,
      let bytes = try? InputFile.read(descriptor: descriptor, named: path)
    else { return nil }
    return Seal(bytes)
  }
}
