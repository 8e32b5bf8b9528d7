/// Whose quoting is used.
package enum ShellDialect: Sendable, Hashable, CaseIterable {
  /// bash 4.4 or newer, which has `$'…'` for what can't be seen.
  case bash
  /// Any POSIX shell, as in an image whose shell nobody knows.
  case posix
}
