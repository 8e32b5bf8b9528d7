package import Diagnostics
package import ManifestModel

/// How a version is changed.
package struct StrategyPlan: Sendable {
  package let drain: Traced<Duration>
  package let confirmTimes: Traced<Int>
  /// What the rehearsal and the confirmation ask.
  package let confirmPaths: [ConfirmPath]
  /// Routes that are asked on both colours; none without `compare`.
  package let comparedPaths: [Traced<String>]
  /// How long all of the answers together may take.
  package let confirmSeconds: Traced<Int>
  package let healthTimeout: Traced<Duration>
  package let retain: Traced<Strategy.Retain>
  /// Older images that stay beside those that serve and that a rollback needs.
  package let keepImages: Traced<Int>
  package let hooks: [HookPlan]

  /// One question to one service.
  package struct ConfirmPath: Sendable {
    package let path: Traced<String>
    package let service: String
    /// `true`: asked at the service itself, by an internal location; `false`: through its route.
    package let isDirect: Bool
  }

  package struct HookPlan: Sendable {
    package let moment: Strategy.Hook.Moment
    package let path: HostPath
  }
}

/// YAML to merge into an artefact's tree, as it stands in the manifest.
package struct PatchPlan: Sendable {
  package let selector: Located<String>
  package let tree: PatchTree

  package init(selector: Located<String>, tree: PatchTree) {
    self.selector = selector
    self.tree = tree
  }
}

/// A neutral copy of the patch's YAML.
package indirect enum PatchTree: Sendable {
  case null(SourceRange)
  case boolean(Bool, SourceRange)
  case integer(Int, SourceRange)
  case text(String, SourceRange)
  case list([PatchTree], SourceRange)
  /// `{ append: […] }`: what a list gets besides its own items.
  case addition([PatchTree], SourceRange)
  /// `{ replace: […] }`: the list, whatever zdc had in it.
  case replacement([PatchTree], SourceRange)
  case map([(key: Located<String>, value: PatchTree)], SourceRange)
}
