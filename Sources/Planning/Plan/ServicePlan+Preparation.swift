package import Diagnostics
import ManifestModel

/// What of a service runs to its end before its version takes traffic: its release, or all of it.
extension ServicePlan {
  /// Whether there is such a thing.
  package var isPrepared: Bool { role == .initial || !release.isEmpty }

  /// The one-shot service or Job that prepares a version, without colour.
  package var preparedName: String { role == .initial ? name.value : "\(name.value)-release" }

  /// What says that there is.
  package var preparedOrigin: Origin { release.first?.first?.origin ?? name.origin }

  /// The same with its colour.
  package var releaseName: String {
    let release = preparedName
    return colour.map { "\(release)-\($0.rawValue)" } ?? release
  }

  /// The containers that Kubernetes runs one after the other.
  package var releaseContainers: [String] {
    if role == .initial { return [releaseName] }
    return release.count == 1 ? ["release"] : release.indices.map { "release-\($0 + 1)" }
  }
}
