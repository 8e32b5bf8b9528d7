/// What an image says about itself: a row of the table in this folder.
///
/// Rules and `diff` read it. What a row does not know is left out, and nothing is said of it.
package struct KnownImage: Sendable {
  /// The product's name: `PostgreSQL`.
  package let name: String
  /// Where it is published, without Docker Hub's host and `library/`.
  package let repositories: [String]
  /// What stands before the version in a tag; `nil`: the tag begins with it.
  let versionMark: String?
  /// The scheme of its URLs, as its clients spell it.
  package let scheme: String?
  /// Where its data lie, the newest first; none where it keeps nothing.
  package let folders: [DataFolder]
  /// Whether its data must outlive the container; a cache's may go.
  package let isDurable: Bool
  /// The words of a health command that says 'takes connections'.
  package let probe: [String]
  /// The words for versions before one that brought what `probe` needs.
  let olderProbe: OlderProbe?
  /// Health commands that say so too soon.
  package let earlyAnswers: [EarlyAnswer]
  /// Whether it has nc, bash or python3, by which zdc asks a port under Compose and Swarm.
  let portTool: PortTool
  /// Tools that people ask it by, and that it has not.
  package let absentTools: [AbsentTool]
  /// The first is the one that clients use.
  package let ports: [Int]
  package let stopSignal: String
  /// The user that the server runs as.
  package let user: String
  package let upgrade: DataUpgrade
  /// Where its facts stand: an image's repository, a product's pages.
  package let source: String

  /// Which of its variants has such a tool.
  enum PortTool: Sendable {
    case always
    case onlyInAlpine
    /// Nothing is said.
    case unknown
  }

  struct OlderProbe: Sendable {
    let before: [Int]
    let words: [String]
  }

  package struct AbsentTool: Sendable {
    package let name: String
    package let since: [Int]
    package let instead: String
  }

  init(
    _ name: String, _ repositories: [String], versionAfter versionMark: String? = nil,
    scheme: String? = nil, folders: [DataFolder] = [], isDurable: Bool = true, probe: [String],
    before olderProbe: OlderProbe? = nil, early earlyAnswers: [EarlyAnswer] = [],
    portTool: PortTool = .unknown, absentTools: [AbsentTool] = [], ports: [Int],
    stopSignal: String = "SIGTERM", user: String, upgrade: DataUpgrade, source: String
  ) {
    self.name = name
    self.repositories = repositories
    self.versionMark = versionMark
    self.scheme = scheme
    self.folders = folders
    self.isDurable = isDurable
    self.probe = probe
    self.earlyAnswers = earlyAnswers
    self.olderProbe = olderProbe
    self.portTool = portTool
    self.absentTools = absentTools
    self.ports = ports
    self.stopSignal = stopSignal
    self.user = user
    self.upgrade = upgrade
    self.source = source
  }
}

extension KnownImage {
  /// Every row, in the order of the page.
  package static let all = databases + caches + queues + searchEngines + stores

  private static let byName: [String: Int] = Dictionary(
    all.enumerated().flatMap { index, image in image.repositories.map { ($0, index) } },
    uniquingKeysWith: { first, _ in first })

  private static let byLastPart: [String: Int] = Dictionary(
    all.enumerated().flatMap { index, image in
      image.repositories.compactMap { $0.split(separator: "/").last.map { (String($0), index) } }
    }, uniquingKeysWith: { first, _ in first })

  /// The row of an image that is published under exactly this name: somebody's own `postgres` may
  /// keep its data anywhere.
  package static func row(of image: ImageReference?) -> KnownImage? {
    image.flatMap { byName[$0.listedName] }.map { all[$0] }
  }

  /// The scheme of an image's URLs: whoever calls an image `redis` speaks its protocol.
  package static func scheme(of image: Template?) -> String? {
    guard let image, let reference = ImageReference(image) else { return nil }
    if let row = row(of: reference) { return row.scheme }
    let name = reference.repository.split(separator: "/").last ?? ""
    return byLastPart[String(name)].flatMap { all[$0].scheme }
  }

  /// The version that a tag tells.
  package func version(of image: ImageReference) -> ImageVersion? {
    ImageVersion(tag: image.tag, after: versionMark)
  }

  /// The words of a health command of one version; `nil` where this variant has no tool for one.
  package func probe(of image: ImageReference) -> [String]? {
    let isAlpine = image.tag?.contains("alpine") ?? false
    if case .onlyInAlpine = portTool {
      // Alpine has no bash, and the other variant no more than that.
      if isAlpine && probe.first == "bash" || !isAlpine && probe.first == "wget" { return nil }
    }
    if let olderProbe, let version = version(of: image), !version.isAtLeast(olderProbe.before) {
      return olderProbe.words
    }
    return probe
  }

  /// Whether that image has what zdc asks a port by, as far as is known.
  package func canAskPort(of image: ImageReference) -> Bool? {
    switch portTool {
    case .always: true
    case .onlyInAlpine: image.tag.map { $0.contains("alpine") }
    case .unknown: nil
    }
  }

  /// Where that version keeps its data; `nil` where the version decides and is not known.
  package func folder(of version: ImageVersion?) -> DataFolder? {
    if folders.count == 1 { return folders.first }
    guard let version else { return nil }
    return folders.first { version.isAtLeast($0.since) }
  }

  /// Whether a path has to do with the data of any version.
  package func isNearData(_ path: String) -> Bool {
    folders.contains { folder in
      [folder.path, folder.mountPoint].contains {
        $0.isSameFolder(as: path) || $0.lies(in: path) || path.lies(in: $0)
      }
    }
  }
}
