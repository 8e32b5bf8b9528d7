import ManifestModel

extension EnvironmentPlan {
  /// Whether Kubernetes takes it as a label; anything else of the manifest's `labels` is an
  /// annotation. A value that only the deployment knows may be anything, so it never fits.
  ///
  /// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/>
  package var fitsLabel: Bool {
    guard let value = value.literal else { return false }
    return KubernetesText.isLabelKey(name) && (value.isEmpty || KubernetesText.isLabelValue(value))
  }
}
