import ManifestModel
import Planning

/// What Kubernetes takes as a label; anything else of the manifest's `labels` is an annotation.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/>
enum KubernetesLabel {
  /// A value that only the deployment knows may be anything, so it never fits.
  static func fits(_ label: EnvironmentPlan) -> Bool {
    guard let value = label.value.literal else { return false }
    return KubernetesText.isLabelKey(label.name)
      && (value.isEmpty || KubernetesText.isLabelValue(value))
  }
}
