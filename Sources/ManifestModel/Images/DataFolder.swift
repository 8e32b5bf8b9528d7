internal import Diagnostics

/// Where a version of an image and later ones keep their data.
package struct DataFolder: Sendable {
  /// The first version that does.
  let since: [Int]
  /// `{major}` stands for the version's first number.
  package let path: String
  /// The path that the image declares a `VOLUME`: an engine lays a volume of its own there, without
  /// a name, unless the manifest lays one exactly there.
  package let declared: String?
  /// The variable that names another folder.
  package let variable: String?
  /// The folder that the image has ready for it, where that is another than the default one.
  package let prepared: String?

  init(
    since: [Int] = [], _ path: String, declared: String?, variable: String? = nil,
    prepared: String? = nil
  ) {
    self.since = since
    self.path = path
    self.declared = declared
    self.variable = variable
    self.prepared = prepared
  }

  /// Where a volume belongs.
  package var mountPoint: String { prepared ?? declared ?? path }

  /// What else a volume there needs: `KAFKA_LOG_DIRS: /var/lib/kafka/data`.
  package var setting: String? {
    guard let prepared, let variable else { return nil }
    return "\(variable): \(prepared)"
  }

  /// The folder of one version.
  package func path(of version: ImageVersion?) -> String {
    version.map { path.replacingAll("{major}", with: String($0.major)) } ?? path
  }

  /// How a volume at a path holds the data of a version.
  package enum Hold: Sendable {
    /// All of them.
    case whole
    /// A part of them: what a manifest lays deeper, it lays on purpose.
    case part
    /// The image's own volume lies over it.
    case hidden
    case nothing
  }

  /// - Parameter hasDeclaredVolumes: whether the engine honours `VOLUME`; Kubernetes does not.
  package func hold(_ mount: String, _ version: ImageVersion?, hasDeclaredVolumes: Bool) -> Hold {
    let path = path(of: version)
    guard path.isSameFolder(as: mount) || path.lies(in: mount) else {
      return mount.lies(in: path) ? .part : .nothing
    }
    if hasDeclaredVolumes, let declared, declared.lies(in: mount) { return .hidden }
    return .whole
  }
}

extension String {
  /// Whether it is a path below another.
  func lies(in folder: String) -> Bool {
    hasPrefix(folder.withoutLastSlash + "/") && !isSameFolder(as: folder)
  }

  func isSameFolder(as other: String) -> Bool { withoutLastSlash == other.withoutLastSlash }

  private var withoutLastSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
