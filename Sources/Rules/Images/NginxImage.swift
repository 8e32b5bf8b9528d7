internal import ManifestModel

/// What the images of nginx can do, as far as their names tell.
///
/// From nginx's change log: `resolve` of an upstream's server is free software from 1.27.3 on. From
/// nginxinc/docker-nginx: the Debian image brings curl, `-alpine` adds it to `-alpine-slim`, which
/// has only what busybox has.
struct NginxImage {
  private static let repositories = ["nginx", "nginxinc/nginx-unprivileged"]

  let version: ImageVersion?
  let isSlim: Bool

  /// `nil` for everybody's own nginx.
  init?(_ image: Template) {
    guard let reference = ImageReference(image),
      Self.repositories.contains(reference.listedName)
    else { return nil }
    version = ImageVersion(tag: reference.tag)
    isSlim = reference.tag?.contains("slim") ?? false
  }

  /// Of a tag without a version nothing is said.
  var isTooOldForResolve: Bool { version.map { !$0.isAtLeast(1, 27, 3) } ?? false }
}
