import Diagnostics
import ManifestModel

extension Rule {
  /// A reference that the plan can't resolve, though the rules before it let it pass.
  static let unresolvedReference = Rule(
    PlanningCodes.unresolvedReference, .error, .fixed, "every reference resolves",
    page: RulePage(
      breaks: "The process would get an address that leads nowhere.",
      instead: """
        Write ${SERVICE.url}, ${SERVICE.host}, ${SERVICE.port} or ${SERVICE.ports.NAME}. Other rules \
        find every such reference that is known; this one is the net below them.
        """,
      source: "the manifest language: references"))
}
