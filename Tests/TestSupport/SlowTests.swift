import Foundation
package import Testing

/// Tests that take longer than somebody who edits code wants to wait.
package enum SlowTests {
  package static let areWanted = ProcessInfo.processInfo.environment["ZDC_ALL_TESTS"] != nil
  package static let reason: String = "slow: runs where ZDC_ALL_TESTS is set, as make test does"
}

extension Trait where Self == ConditionTrait {
  /// Of a suite or a test that a plain `swift test` leaves out.
  package static var slow: Self {
    .enabled(if: SlowTests.areWanted, Comment(rawValue: SlowTests.reason))
  }
}
