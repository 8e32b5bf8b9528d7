import Glibc

/// The JSON lines of a run.
final class Journal {
  let clock = Clock()
  private let file: UnsafeMutablePointer<FILE>?

  /// nil writes nothing but the summary.
  init(path: String?) throws(OptionError) {
    guard let path else {
      file = nil
      return
    }
    file = fopen(path, "w")
    if file == nil { throw OptionError("can't write \(path): \(String(cString: strerror(errno)))") }
  }

  deinit {
    if let file { fclose(file) }
  }

  func write(_ event: String, _ members: JSONText, at instant: Double = Clock.now()) {
    guard let file else { return }
    var line = JSONText()
    line.add("t", clock.calendar(instant))
    line.add("event", event)
    line.add(membersOf: members)
    fputs(line.finished + "\n", file)
  }

  func flush() {
    if let file { fflush(file) }
  }
}
