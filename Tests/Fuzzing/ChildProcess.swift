import Glibc

/// A program that is run to its end, with what it wrote.
struct ChildProcess {
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// It was still running after `secondsToHang`, and was killed.
    case hang
    case notStarted(Int32)
  }

  /// Far more than the slowest input takes on a busy machine.
  private static let secondsToHang = 60.0

  let end: End
  let output: [UInt8]

  /// - Parameters:
  ///   - words: the program's path, or its name in `PATH`, and its arguments.
  ///   - folder: the working directory.
  ///   - log: a path that both its streams are written to.
  init(_ words: [String], in folder: String, log: String) {
    let descriptor = open(log, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDERR_FILENO)
    // env(1) changes the folder of this one process.
    let all = ["env", "-C", folder] + words
    var arguments: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, all[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      end = .notStarted(failure)
      output = []
      return
    }
    end = Self.wait(for: process)
    output = Corpus.read(log) ?? []
  }

  private static func wait(for process: pid_t) -> End {
    let start = now()
    var status: Int32 = 0
    var pause: UInt32 = 200
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if now() - start > secondsToHang {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .hang
      }
      usleep(pause)
      pause = min(pause + 200, 5000)
    }
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
