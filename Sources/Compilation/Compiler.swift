package import Backends
package import Diagnostics
import ManifestModel
package import Planning
import Rules

/// The stages one after the other, as pure functions: bytes in, files and diagnostics out.
package enum Compiler {
  /// Where a manifest stands and how the files that it names are read.
  package struct Surroundings: Sendable {
    /// The manifest, relative to the output folder, with `/`.
    package let manifestPath: String
    /// The bytes of a file, by its path relative to the manifest; `nil` where it can't be read.
    package let readFile: @Sendable (String) -> [UInt8]?

    package init(
      manifestPath: String, readFile: @escaping @Sendable (String) -> [UInt8]?
    ) {
      self.manifestPath = manifestPath
      self.readFile = readFile
    }
  }

  /// Rules and plan; the plan is there only where `log` has no error.
  package static func plan(
    _ unit: ManifestUnit, in surroundings: Surroundings, into log: inout DiagnosticLog
  ) -> DeploymentPlan? {
    ManifestChecks.run(unit.decoded, into: &log)
    let settings = RuleSettings(unit.decoded.base.rules, among: Catalogue.rules, into: &log)
    log = settings.applied(to: log)
    guard mayPlan(log) else { return nil }
    let plan = DeploymentPlanner.plan(
      PlanInput(
        manifests: unit.decoded.perTarget, environment: unit.environment,
        manifestPath: surroundings.manifestPath, scopes: TargetWords.scopes(of: unit.decoded),
        readFile: surroundings.readFile),
      into: &log)
    log = settings.applied(to: log)
    return log.hasErrors ? nil : plan
  }

  /// A plan can be made in spite of an error that the project may switch off or accept, and shows
  /// what else is wrong.
  private static func mayPlan(_ log: DiagnosticLog) -> Bool {
    !log.hasErrors
      || log.sorted.allSatisfy { $0.severity != .error || accepted.contains($0.code) }
  }

  private static let accepted = Set(
    Catalogue.rules.filter { $0.setting == .free || $0.code == RuleCatalogue.unsupportedKey }.map(
      \.code))

  /// Every fault that the manifest has, the artefacts' own included; makes no artefact.
  ///
  /// - Returns: the plan, where there is one.
  @discardableResult
  package static func check(
    _ unit: ManifestUnit, in surroundings: Surroundings, into log: inout DiagnosticLog
  ) -> DeploymentPlan? {
    guard let plan = plan(unit, in: surroundings, into: &log) else { return nil }
    checkArtefacts(of: plan, into: &log)
    if plan.hasPatches, !log.hasErrors {
      var told = DiagnosticLog()
      patchFaults(in: Artefacts.all(of: plan, into: &told), of: plan, into: &log)
    }
    return plan
  }

  /// What only the backends find in a plan, but for patches that contradict it; makes no artefact.
  package static func checkArtefacts(of plan: DeploymentPlan, into log: inout DiagnosticLog) {
    Artefacts.check(plan, into: &log)
    log = settings(of: plan).applied(to: log)
  }

  /// All stages: the plan and its artefacts; `nil` where `log` has errors.
  package static func compile(
    _ unit: ManifestUnit, in surroundings: Surroundings, into log: inout DiagnosticLog
  ) -> (plan: DeploymentPlan, artefacts: [Artefact])? {
    guard let plan = plan(unit, in: surroundings, into: &log) else { return nil }
    return compile(plan, into: &log).map { (plan, $0) }
  }

  /// The stages behind the plan; `nil` where `log` has errors.
  package static func compile(
    _ plan: DeploymentPlan, into log: inout DiagnosticLog
  ) -> [Artefact]? {
    let artefacts = artefacts(of: plan, into: &log)
    if !log.hasErrors { patchFaults(in: artefacts, of: plan, into: &log) }
    return log.hasErrors ? nil : artefacts
  }

  /// Every artefact of the plan; empty where `log` has errors.
  package static func artefacts(
    of plan: DeploymentPlan, into log: inout DiagnosticLog
  ) -> [Artefact] {
    let artefacts = Artefacts.all(of: plan, into: &log)
    log = settings(of: plan).applied(to: log)
    return log.hasErrors ? [] : artefacts
  }

  /// The project's severities; what is wrong with them was told before there was a plan.
  private static func settings(of plan: DeploymentPlan) -> RuleSettings {
    var told = DiagnosticLog()
    return RuleSettings(plan.project.ruleSettings, among: Catalogue.rules, into: &told)
  }
}
