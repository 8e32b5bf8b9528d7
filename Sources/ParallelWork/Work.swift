import CGlibc
import Glibc

/// What a thread runs; a C function can't be generic.
class Work {
  func run() {}

  /// A thread that runs it; `nil` where none can be had.
  func start() -> pthread_t? {
    let start = Start(of: self, on: OtherProcessors())
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    start.processors?.choose(in: &attributes)
    var thread = pthread_t()
    let handle = Unmanaged.passRetained(start)
    let code = pthread_create(
      &thread, &attributes,
      { handle in
        guard let handle else { return nil }
        Unmanaged<Start>.fromOpaque(handle).takeRetainedValue().run()
        return nil
      }, handle.toOpaque())
    guard code == 0 else {
      handle.release()
      return nil
    }
    return thread
  }
}

/// What a new thread does first, and then.
private final class Start {
  let processors: OtherProcessors?
  private let work: Work

  init(of work: Work, on processors: OtherProcessors?) {
    self.work = work
    self.processors = processors
  }

  func run() {
    processors?.release()
    work.run()
  }
}
