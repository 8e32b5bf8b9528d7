import Foundation

/// Looks again and again until something is so. What has not come within five minutes never will,
/// and would hold up all other tests.
///
/// - Throws: where it does not come.
package func wait(for what: String, until isSo: () throws -> Bool) throws {
  for _ in 0..<15_000 {
    if try isSo() { return }
    Thread.sleep(forTimeInterval: 0.02)
  }
  throw NeverCame(what: what)
}

private struct NeverCame: Error { let what: String }
