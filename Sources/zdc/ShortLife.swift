import CGlibc
import Glibc

/// A process of ours lives for milliseconds, and only grows: two things that a library's defaults
/// don't know.
enum ShortLife {
  /// Memory is asked of the system in steps of 8 MiB and not of 128 KiB, each of which halts all
  /// threads. What is not used costs nothing.
  static func begin() { mallopt(M_TOP_PAD, 8 << 20) }

  /// Ends a process that has done its work: to give back all that was read, piece by piece, takes as long as to read it.
  static func end() -> Never { exit(EXIT_SUCCESS) }
}
