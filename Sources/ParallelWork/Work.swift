import Glibc

/// What a thread runs; a C function can't be generic.
class Work {
  func run() {}

  /// A thread that runs it; `nil` where none can be had.
  func start() -> pthread_t? {
    var thread = pthread_t()
    let handle = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { handle in
        guard let handle else { return nil }
        Unmanaged<Work>.fromOpaque(handle).takeRetainedValue().run()
        return nil
      }, handle.toOpaque())
    guard code == 0 else {
      handle.release()
      return nil
    }
    return thread
  }
}
