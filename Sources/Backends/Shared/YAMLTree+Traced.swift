import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Planned values as trees: each keeps the place and the reason that the plan gave it.
extension YAMLTree {
  static func text(_ value: Traced<String>) -> YAMLTree {
    .text(value.value, origin: value.origin)
  }

  static func integer(_ value: Traced<Int>) -> YAMLTree {
    .integer(value.value, origin: value.origin)
  }

  static func boolean(_ value: Traced<Bool>) -> YAMLTree {
    .boolean(value.value, origin: value.origin)
  }

  /// A size in the form that the manifest and Kubernetes share: `20Gi`.
  static func size(_ value: Traced<ByteSize>) -> YAMLTree {
    .text(value.value.description, origin: value.origin)
  }
}
