import Glibc

/// The stack that a signal's handler runs on: a thread whose own stack has come to its end can run
/// nothing on that.
package enum SignalStack {
  private static let size = 64 << 10

  /// For the thread that calls, until it ends.
  package static func use() {
    var stack = stack_t()
    stack.ss_sp = malloc(size)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }
}
