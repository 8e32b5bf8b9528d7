internal import Diagnostics
internal import ManifestModel

/// A rule that needs nothing but the model. An object, since each service is shown to each rule.
final class ManifestRule: Sendable {
  enum Check: Sendable {
    /// Looks at one manifest: the base, or what a target's overlay makes of it.
    case manifest(@Sendable (RuleContext, inout RuleFindings) -> Void)
    /// Looks at each service of a manifest.
    case services(@Sendable (CheckedService, RuleContext, inout RuleFindings) -> Void)
    /// Looks at what all targets say together.
    case acrossTargets(@Sendable ([RuleContext], inout RuleFindings) -> Void)
    /// Looks at the keys that are written, not at what they say.
    case keys(@Sendable (DecodedManifest, inout RuleFindings) -> Void)
    /// Made while decoding.
    case byDecoding
  }

  let rule: Rule
  /// The one target that it looks at.
  let target: Target?
  let check: Check

  init(_ rule: Rule, of target: Target? = nil, _ check: Check) {
    self.rule = rule
    self.target = target
    self.check = check
  }
}

/// A service and what it is.
struct CheckedService: Sendable {
  let service: Service
  let isBacking: Bool
  /// Every `${service.attribute}` in it, in the manifest's order of keys.
  let references: [ReferenceUse]

  init(service: Service, isBacking: Bool) {
    self.service = service
    self.isBacking = isBacking
    references = ReferenceUse.all(in: service)
  }

  var name: String { service.name.value }

  /// `nil` for a backing service.
  var role: Service.Role? { isBacking ? nil : service.effectiveRole }

  /// The key that holds it.
  var section: String { isBacking ? "backing" : "services" }
}
