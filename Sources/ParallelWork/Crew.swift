import CGlibc
import Glibc
import Synchronization

/// The threads that help the first: at most one for each processor besides its own. They start with
/// the first work that there is, and wait for more until the process ends.
///
/// Plain threads: the runtime of Swift's tasks takes longer to start than a build takes.
final class Crew: Sendable {
  static let shared = Crew()

  /// How many may help.
  let size = sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1

  private struct State {
    /// What nobody has taken yet.
    var offered: [Work] = []
    var threads = 0
    var busy = 0
  }

  private let state = Mutex(State())
  private let called = Semaphore()

  /// Whoever has time may do it. Where a thread can't be had, the one that waits for it does.
  func offer(_ work: Work) {
    let isThreadMissing = state.withLock { state in
      state.offered.append(work)
      let idle = state.threads - state.busy
      guard idle < state.offered.count, state.threads < size else { return false }
      state.threads += 1
      return true
    }
    called.signal()
    if isThreadMissing { startThread() }
  }

  private func startThread() {
    let processors = OtherProcessors()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    processors?.choose(in: &attributes)
    var thread = pthread_t()
    let handle = Unmanaged.passRetained(Start(processors))
    let code = pthread_create(
      &thread, &attributes,
      { handle in
        guard let handle else { return nil }
        Unmanaged<Start>.fromOpaque(handle).takeRetainedValue().processors?.release()
        Crew.shared.help()
      }, handle.toOpaque())
    if code == 0 { pthread_detach(thread) } else { handle.release() }
  }

  /// What a thread does all its life.
  private func help() -> Never {
    SignalStack.use()
    while true {
      called.wait()
      let work = state.withLock { state in
        state.busy += 1
        return state.offered.removeFirst()
      }
      work.begin()
      state.withLock { $0.busy -= 1 }
    }
  }
}

/// What a new thread is told.
private final class Start {
  let processors: OtherProcessors?

  init(_ processors: OtherProcessors?) { self.processors = processors }
}
