package import Diagnostics

/// Where the lines of a container go.
package struct LoggingPlan: Sendable {
  package let driver: Traced<String>
  package let options: [EnvironmentPlan]
  /// Whether the manifest says nothing of it: the same for each container, and on one line.
  package let isDefault: Bool
}
