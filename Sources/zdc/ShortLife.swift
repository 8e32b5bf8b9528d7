import CGlibc
import Glibc

/// A process of ours lives for milliseconds, and only grows: two things that a library's defaults
/// don't know.
enum ShortLife {
  /// Memory is asked of the system in steps of 8 MiB and not of 128 KiB, each of which halts all
  /// threads, and none is given back. What is not used costs nothing.
  ///
  /// To set one of these ends glibc's own adjusting of the others (mallopt(3)): without a threshold
  /// of ours, each array over 128 KiB would be mapped and unmapped by itself.
  static func begin() {
    mallopt(M_TOP_PAD, 8 << 20)
    mallopt(M_MMAP_THRESHOLD, 32 << 20)
    mallopt(M_TRIM_THRESHOLD, -1)
  }

  /// Leaves a value as it is until the process ends.
  static func keep(_ value: some Sendable) { _ = Unmanaged.passRetained(Kept(value)) }

  private final class Kept: Sendable {
    private let value: any Sendable

    init(_ value: any Sendable) { self.value = value }
  }

  /// Ends a process that has done its work: to give back all that was read, piece by piece, takes as long as to read it.
  static func end() -> Never { exit(EXIT_SUCCESS) }
}
