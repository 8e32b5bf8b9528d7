package import Diagnostics
package import YAMLReading

/// What a manifest says, for each target that artefacts are made for.
package struct DecodedManifest: Sendable {
  /// Without any target's overlay.
  package let base: Manifest
  /// The enabled targets in the language's order; one without overlay has the base itself.
  package let perTarget: [(target: Target, manifest: Manifest)]
}

/// The way from a tree of located values to the model.
package enum ManifestDecoder {
  /// Checks the form of everything that is written, merges the environment and each target's
  /// overlay, and decodes.
  ///
  /// - Returns: what could be understood, so that the rules can look at it even where the log has
  ///   errors: a faulty value counts as not written. It may be planned only where the log has none.
  ///   `nil` where there is no map, or no such environment.
  package static func decode(
    root: YAMLNode, environment: String? = nil, into log: inout DiagnosticLog
  ) -> DecodedManifest? {
    let shape = Shape.object(Language.manifest)
    ShapeValidator(mode: environment == nil ? .whole : .partial).validate(
      root, as: shape, into: &log)
    guard root.entries != nil else { return nil }
    var merged = root
    if let environment {
      guard let applied = EnvironmentOverlay.apply(environment, to: root, into: &log) else {
        return nil
      }
      merged = applied
      ShapeValidator(mode: .whole).validate(merged, as: shape, into: &log)
    }
    let base = Manifest(merged, into: &log)
    let enabled = Target.allCases.filter { target in
      base.targets.first { $0.target.value == target }?.isEnabled?.value ?? true
    }
    var perTarget: [(target: Target, manifest: Manifest)] = []
    for target in enabled {
      let overlay = TargetOverlay(
        root: merged, base: base, target: target, warns: environment == nil)
      perTarget.append((target, overlay.apply(into: &log)))
    }
    return DecodedManifest(base: base, perTarget: perTarget)
  }
}
