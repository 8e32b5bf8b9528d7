import Diagnostics
import ManifestModel
import YAMLReading

extension TargetPlanner {
  /// Docker's own default, `json-file` without a limit, fills the disk of a host; with one it is read
  /// by the same tools. <https://docs.docker.com/engine/logging/configure/>
  ///
  /// - Parameters:
  ///   - own: the service's, which takes the place of the manifest's.
  ///   - names: the container's in the artefact, which a patch may name.
  func loggingPlan(
    _ own: Logging?, of names: [String], at range: SourceRange, into log: inout DiagnosticLog
  ) -> LoggingPlan? {
    let logging = own ?? manifest.logging
    guard target != .kubernetes, logging?.isEngines != true else { return nil }
    guard let logging else {
      return isLoggingPatched(names)
        ? nil
        : LoggingPlan(
          driver: Traced(Self.rotatingDriver, from: Self.byDefault(range)),
          options: Self.limits(besides: [], at: range), isDefault: true)
    }
    let driver =
      logging.driver.map(Traced.init)
      ?? Traced(Self.rotatingDriver, from: Self.byDefault(logging.range))
    var options = logging.options.map {
      EnvironmentPlan(name: $0.name.value, value: text($0.value, colour: nil, into: &log))
    }
    if driver.value == Self.rotatingDriver {
      options += Self.limits(besides: options.map(\.name), at: logging.range)
    }
    return LoggingPlan(driver: driver, options: options, isDefault: false)
  }

  private static let rotatingDriver = "json-file"

  private static func byDefault(_ range: SourceRange) -> Origin {
    Origin(range, reason: "default: at most 3 files of 10m")
  }

  private static func limits(besides given: [String], at range: SourceRange) -> [EnvironmentPlan] {
    [("max-size", "10m"), ("max-file", "3")].filter { !given.contains($0.0) }.map { name, value in
      EnvironmentPlan(name: name, value: DeployText(value, from: byDefault(range)))
    }
  }

  /// What a patch of the file says of a container's logging would be laid over options of another
  /// driver.
  private func isLoggingPatched(_ names: [String]) -> Bool {
    (options?.patches ?? []).contains { patch in
      names.contains { patch.tree["services"]?[$0]?["logging"] != nil }
    }
  }
}
