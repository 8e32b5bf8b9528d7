extension TargetPlan {
  /// Whether `--tag` has an effect: the name of some image, the gateway's and those of backing
  /// services too, holds `${TAG}`.
  package var hasTag: Bool {
    let images = allServices.map(\.image.name) + [gateway?.image].compactMap { $0 }
    return images.contains { image in image.variables.contains { $0.name == "TAG" } }
  }
}
