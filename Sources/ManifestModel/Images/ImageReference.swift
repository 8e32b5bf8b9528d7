import Diagnostics

/// An image's name, read as an engine reads it: `registry.example.com/team/app:1.4@sha256:…`.
package struct ImageReference: Sendable, Hashable {
  /// The registry; `nil`: Docker Hub, or a mirror that keeps the names of its official images.
  package let host: String?
  /// `postgres`, `timescale/timescaledb`: without the `library/` of official images.
  package let repository: String
  package let tag: String?

  /// - Parameter text: with `Template.unknownText` for what only the deployment knows; `nil` where
  ///   that is in the repository's name.
  package init?(_ text: String) {
    let named = text.parts(at: "@", keepingEmpty: true)[0]
    var parts = named.parts(at: "/").map(String.init)
    guard let last = parts.popLast() else { return nil }
    let pair = last.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = pair.first, !name.contains(Template.unknownText) else { return nil }
    tag = pair.count > 1 ? pair[1] : nil
    if parts.last == "library" {
      // A mirror keeps the names: `mirror.example.com/docker/library/postgres`.
      host = nil
      repository = name
      return
    }
    var registry: String?
    if let first = parts.first, Self.isHost(first) {
      registry = first
      parts.removeFirst()
    }
    guard !parts.contains(where: { $0.contains(Template.unknownText) }) else { return nil }
    host = registry.flatMap { Self.dockerHub.contains($0) ? nil : $0 }
    repository = (parts + [name]).joined(separator: "/")
  }

  package init?(_ image: Template) { self.init(image.withDefaults) }

  /// As a table of images lists it: `quay.io/minio/minio`, `postgres`.
  package var listedName: String { host.map { "\($0)/\(repository)" } ?? repository }

  private static let dockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io"]

  /// The rule of engines: a first part with a dot or a port is a registry.
  private static func isHost(_ part: String) -> Bool {
    part == "localhost" || part.contains { $0 == "." || $0 == ":" || $0 == Template.unknownText }
  }
}
