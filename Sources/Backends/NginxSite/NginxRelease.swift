import ManifestModel
import Planning

/// What an nginx can do, as far as its image's tag tells.
struct NginxRelease: Sendable {
  private let version: ImageVersion?

  init(image: DeployText) {
    version = ImageVersion(tag: ImageReference(image.atRest)?.tag)
  }

  /// Of a tag without numbers nothing is known.
  func isAtLeast(_ wanted: Int...) -> Bool { version?.isAtLeast(wanted) ?? false }
}
