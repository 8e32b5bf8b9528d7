extension TargetPlan {
  /// The variable that `--tag` sets, `TAG` or that of the manifest's `version`; `nil` where the name of
  /// no image holds it, the gateway's and those of backing services included.
  package var tagVariable: String? {
    let images = allServices.map(\.image.name) + [gateway?.image].compactMap { $0 }
    let held = Set(images.flatMap { $0.variables.map(\.name) })
    return [versionVariable, "TAG"].compactMap(\.self).first(where: held.contains)
  }
}
