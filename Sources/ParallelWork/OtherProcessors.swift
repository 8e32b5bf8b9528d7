import CGlibc
import Glibc

/// The processors that a new thread begins on: all that this process may use, but the one that is
/// busy with starting it.
///
/// Linux may put a new thread behind the one that made it, on the same processor, and move it only
/// when the next tick looks for idle ones, up to 4 ms later: longer than the thread has to do.
struct OtherProcessors {
  private let allowed: cpu_set_t
  private let others: cpu_set_t

  /// `nil` where there is no other.
  init?() {
    var allowed = cpu_set_t()
    let size = MemoryLayout<cpu_set_t>.size
    guard sched_getaffinity(0, size, &allowed) == 0 else { return nil }
    let here = Int(sched_getcpu())
    guard here >= 0, here < size * 8 else { return nil }
    var others = allowed
    let isLeft = withUnsafeMutableBytes(of: &others) { bytes in
      bytes[here / 8] &= ~(1 << UInt8(here % 8))
      return bytes.contains { $0 != 0 }
    }
    guard isLeft else { return nil }
    self.allowed = allowed
    self.others = others
  }

  /// A thread that is made with `attributes` begins on one of them.
  func choose(in attributes: inout pthread_attr_t) {
    var others = others
    pthread_attr_setaffinity_np(&attributes, MemoryLayout<cpu_set_t>.size, &others)
  }

  /// The thread that calls may go wherever the process may.
  func release() {
    var allowed = allowed
    sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &allowed)
  }
}
