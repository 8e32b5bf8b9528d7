import Glibc

/// Another program, run without a shell.
enum ChildProcess {
  struct Fault: Error {
    let reason: String
  }

  /// What it printed, and its exit status.
  ///
  /// - Parameter errors: whether its standard error is caught too, in one stream with its output.
  static func run(
    _ words: [String], catching errors: Bool = false
  ) throws(Fault) -> (output: [UInt8], status: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Fault(reason: String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    if errors { posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    close(ends[1])
    guard failure == 0 else {
      close(ends[0])
      throw Fault(reason: "can't run \(words[0]): \(String(cString: strerror(failure)))")
    }
    let output = try? InputFile.read(descriptor: ends[0], named: words.last ?? "")
    // Closed before the wait: a program in the middle of more than is read ends by it.
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard let output else { throw Fault(reason: "can't read what \(words[0]) prints") }
    // A signal counts as no exit code that a program gives.
    return (output, status & 0x7f == 0 ? status >> 8 & 0xff : -1)
  }
}
