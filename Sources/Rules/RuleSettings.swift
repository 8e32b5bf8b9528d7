package import Diagnostics
package import ManifestModel

/// The severities that a project sets by its key `rules`.
package struct RuleSettings: Sendable {
  private let levels: [DiagnosticCode: RuleSetting.Level]

  /// - Parameters:
  ///   - settings: the manifest's.
  ///   - rules: every rule that zdc has, those of the plan too.
  ///   - log: gets an error for a code that no rule has, and for a rule that can't be set.
  package init(
    _ settings: [RuleSetting], among rules: [Rule], into log: inout DiagnosticLog
  ) {
    var levels: [DiagnosticCode: RuleSetting.Level] = [:]
    for setting in settings {
      guard let number = Int(setting.code.value.dropFirst(3)), (1...999).contains(number),
        let rule = rules.first(where: { $0.code.number == number })
      else {
        log.error(
          Self.settingCode, at: setting.code.range, "no rule has the code '\(setting.code.value)'",
          help: "zdc explain lists them")
        continue
      }
      if rule.setting == .fixed, setting.level.value != .error {
        log.error(
          Self.settingCode, at: setting.level.range,
          "\(setting.code.value) stays an error: without it the artefacts would be wrong",
          help: "mend what it finds: zdc explain \(setting.code.value)")
        continue
      }
      levels[rule.code] = setting.level.value
    }
    self.levels = levels
  }

  /// A setting of a rule that does not exist or can't be set.
  private static let settingCode = DiagnosticCode(165)

  /// What is left of a log, each diagnostic with its severity in this project.
  package func applied(to log: DiagnosticLog) -> DiagnosticLog {
    guard !levels.isEmpty else { return log }
    var result = DiagnosticLog()
    for diagnostic in log.sorted {
      switch levels[diagnostic.code] {
      case nil: result.report(diagnostic)
      case .off?: continue
      case .warning?: result.report(diagnostic.with(severity: .warning))
      case .error?: result.report(diagnostic.with(severity: .error))
      }
    }
    return result
  }
}
