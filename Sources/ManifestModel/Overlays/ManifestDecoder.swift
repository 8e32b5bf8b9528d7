package import Diagnostics
package import YAMLReading

/// What a manifest says, for each target that artefacts are made for.
package struct DecodedManifest: Sendable {
  /// Without any target's overlay.
  package let base: Manifest
  /// The enabled targets in the language's order; one without overlay has the base itself.
  package let perTarget: [(target: Target, manifest: Manifest)]
  /// The targets whose manifest is the base itself.
  private let sharing: [Target]
  /// The tree that all of it was decoded from, the environment merged in.
  package let tree: YAMLNode

  init(
    base: Manifest, perTarget: [(target: Target, manifest: Manifest)], sharing: [Target],
    tree: YAMLNode
  ) {
    self.base = base
    self.perTarget = perTarget
    self.sharing = sharing
    self.tree = tree
  }

  /// Whether `targets` is a list, of which the tree has the map that it is short for.
  package var hasTargetList: Bool { tree["targets"].map(TargetList.isOne) == true }

  /// Every key that is written for `target`, its overlay laid over the rest.
  package func writtenKeys(for target: Target) -> [WrittenKey] {
    WrittenKeys(tree, for: target).all(of: target)
  }

  /// Each different manifest once, with the targets that get it: the base first, where a target has
  /// it or none is enabled.
  package var distinct: [(manifest: Manifest, targets: [Target])] {
    let base = sharing.isEmpty && !perTarget.isEmpty ? [] : [(self.base, sharing)]
    let own = perTarget.filter { !sharing.contains($0.target) }
    return base + own.map { ($0.manifest, [$0.target]) }
  }
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
    let root = TargetList.spelledOut(root)
    var merged = root
    if let environment {
      guard let applied = EnvironmentOverlay.apply(environment, to: root, into: &log) else {
        return nil
      }
      merged = applied
      ShapeValidator(mode: .merged).validate(merged, as: shape, into: &log)
    }
    let base = Manifest(merged, into: &log)
    let enabled = Target.allCases.filter { target in
      base.targets.first { $0.target.value == target }?.isEnabled?.value ?? true
    }
    var perTarget: [(target: Target, manifest: Manifest)] = []
    var sharing: [Target] = []
    for target in enabled {
      let overlay = TargetOverlay(
        root: merged, base: base, target: target, warns: environment == nil)
      if overlay.isEmpty {
        perTarget.append((target, base))
        sharing.append(target)
      } else {
        perTarget.append((target, overlay.apply(into: &log)))
      }
    }
    return DecodedManifest(base: base, perTarget: perTarget, sharing: sharing, tree: merged)
  }
}
