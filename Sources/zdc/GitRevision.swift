import Glibc
import Planning

/// Files as a revision of a repository has them, read by `git show` without a shell.
struct GitRevision {
  /// As the user gave it: `main`, `HEAD~1`.
  let name: String
  /// A folder in the repository, absolute; paths are relative to it.
  let folder: String

  struct Fault: Error {
    let reason: String
  }

  /// - Parameter name: must not begin with `-`, which git would take for an option.
  init(_ name: String, folder: String) {
    self.name = name
    self.folder = folder
  }

  /// The bytes of the file at `path`, absolute or relative to the folder.
  func read(_ path: String) throws(Fault) -> [UInt8] {
    let relative =
      path.hasPrefix("/") ? RelativePath.path(path, from: folder) : RelativePath.normalised(path)
    return try Self.run(["git", "-C", folder, "show", "\(name):./\(relative)"])
  }

  private static func run(_ words: [String]) throws(Fault) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Fault(reason: String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    close(ends[1])
    guard failure == 0 else {
      throw Fault(reason: "can't run git: \(String(cString: strerror(failure)))")
    }
    let bytes = try? InputFile.read(descriptor: ends[0], named: words.last ?? "")
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0, let bytes else { throw Fault(reason: "git show \(words.last ?? "") failed") }
    return bytes
  }
}
