import Glibc

/// Reads whole files.
enum InputFile {
  /// The most that is read of one input, in bytes; the reader's own limit is lower and says more.
  private static let limit = 64 << 20

  /// The bytes of the file at `path`; `-` is standard input.
  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    if path == "-" { return try read(descriptor: STDIN_FILENO, named: "-") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(path) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, named: path)
  }

  static func read(descriptor: Int32, named path: String) throws(FileFault) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFault(path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileFault(path, errno: EISDIR) }
    // Where the size is known, a read that got less than it asked for came to the end.
    let isSized = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    // Asked before there is memory for it: a sparse file of any size costs nothing to make.
    if isSized, Int(status.st_size) > limit { throw tooLarge(path) }
    var bytes: [UInt8] = []
    var chunk = isSized ? Int(status.st_size) + 1 : 64 << 10
    while true {
      let before = bytes.count
      let room = chunk
      var failure: Int32 = 0
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let result = Glibc.read(descriptor, buffer.baseAddress, room)
        if result < 0 { failure = errno }
        count = max(result, 0)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw FileFault(path, errno: failure) }
      if more.isEmpty { return bytes }
      if before == 0 { bytes = more } else { bytes += more }
      guard bytes.count <= limit else { throw tooLarge(path) }
      if isSized, more.count < room { return bytes }
      chunk = 64 << 10
    }
  }

  private static func tooLarge(_ path: String) -> FileFault {
    FileFault(path, reason: "larger than \(limit >> 20) MiB")
  }
}
