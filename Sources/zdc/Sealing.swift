import Compilation
import ContentHashing
import Diagnostics
import Glibc

/// Whether a folder is as this user's own zdc left it, made from the same things.
///
/// The note of that is not in the folder: whoever edits an artefact there can edit the lock beside
/// it. It is in the user's own folder of caches, one of 256 places by the output folder's path; a
/// note that another folder's took the place of only costs a build.
struct Sealing {
  private let folder: String
  private let inputs: String
  /// The note's own folder and name.
  private let cache: String
  private let name: String

  /// `nil` where there is no place for the note, or where a binary can't be told from another.
  init?(_ unit: ManifestUnit, _ place: ManifestPlace) {
    guard let cache = Self.cache, !BuildStamp.identity.isEmpty else { return nil }
    self.cache = cache
    folder = place.output
    let path = WorkingPath.absolute(folder)
    name = String(ContentHash(of: Array(path.utf8)).hexadecimal.prefix(2))
    // Each field on its own: what joins them can be in none.
    let fields =
      [
        BuildStamp.identity, BuildStamp.version, path, place.surroundings.manifestPath,
        unit.environment.map { "environment \($0)" } ?? "none",
        ContentHash(of: unit.source.bytes).hexadecimal,
      ] + place.filesRead.hashes
    inputs = ContentHash(of: Array(fields.joined(separator: "\0").utf8)).hexadecimal
  }

  /// `CI` is set by GitHub, GitLab, and most others.
  static var isInCI: Bool { value(of: "CI").map { $0 != "false" && $0 != "0" } ?? false }

  /// How many files are as they were left, where all are, and all that they follow from is.
  var keptFiles: Int? {
    guard let seal = read(), seal.inputs == inputs,
      let opened = try? OutputFolder.open(folder, creating: false), seal.holds(in: opened)
    else { return nil }
    return seal.files.count
  }

  /// Notes what a build left. That it can't is no fault of the build.
  func seal(_ files: [Seal.File]) {
    guard !files.isEmpty, let opened = try? OutputFolder.open(folder, creating: false),
      let seal = try? Seal(inputs: inputs, files: files, in: opened), let text = seal.text,
      seal != read(), let cache = try? OutputFolder.open(cache, creating: true)
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
