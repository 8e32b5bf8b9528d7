import Diagnostics
import OutputTrees
import Planning

/// What the two colours of a service have alike is written once, as `x-SERVICE` above the services,
/// and merged into both: a change of it is one line of a review, and a colour's own lines are those
/// in which it differs.
///
/// It comes after the patches, which know a colour's service by its address.
struct SharedColours {
  /// As they were made and patched.
  private let services: [String: YAMLTree]
  /// The document's keys and the anchors that there are.
  private var taken: Set<String>
  /// Maps with an anchor of the service at hand, which its release may mean too.
  private var anchored: [(anchor: String, entries: [YAMLTree.Entry])] = []
  private var blocks: [YAMLTree.Entry] = []
  /// What is left of a service.
  private var own: [String: YAMLTree] = [:]

  static func shared(_ artefact: YAMLArtefact, of plan: TargetPlan) -> YAMLArtefact {
    var artefact = artefact
    artefact.documents = artefact.documents.map { document in
      guard let entries = document.entries, let services = document["services"],
        let each = services.entries
      else { return document }
      var sharing = SharedColours(services: each, taken: Set(entries.map(\.key)))
      // Each stands as blue, then as green.
      for (blue, green) in zip(plan.services, plan.services.dropFirst())
      where blue.colour == .blue {
        sharing.share(blue, green)
      }
      let rest = each.map { YAMLTree.Entry($0.key, sharing.own[$0.key, default: $0.value]) }
      return document.with(
        entries.flatMap { entry in
          entry.key == "services"
            ? sharing.blocks + [YAMLTree.Entry(entry.key, services.with(rest))] : [entry]
        })
    }
    return artefact
  }

  private init(services: [YAMLTree.Entry], taken: Set<String>) {
    self.services = Dictionary(
      services.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    self.taken = taken
  }

  private mutating func share(_ blue: ServicePlan, _ green: ServicePlan) {
    anchored = []
    let name = blue.name.value
    let hasRelease = !blue.release.isEmpty
    share(name, blue.address, green.address, isMeantAgain: hasRelease)
    if hasRelease {
      share("\(name)-release", blue.releaseName, green.releaseName, isMeantAgain: false)
    }
  }

  /// - Parameter isMeantAgain: whether a service below may have the same maps.
  private mutating func share(
    _ name: String, _ blueAddress: String, _ greenAddress: String, isMeantAgain: Bool
  ) {
    guard let blue = services[blueAddress], let green = services[greenAddress],
      let left = blue.entries, let right = green.entries
    else { return }
    let anchor = free(name)
    let halves = split(left, right, of: anchor, isMeantAgain: isMeantAgain)
    guard !halves.common.isEmpty else { return }
    let comment = blue.comment == green.comment ? blue.comment : []
    let common = blue.with(halves.common).commented(comment).anchored(anchor)
    blocks.append(YAMLTree.Entry("x-\(anchor)", common))
    own[blueAddress] = blue.with([.merge(anchor)] + halves.blue).without(comment)
    own[greenAddress] = green.with([.merge(anchor)] + halves.green).without(comment)
  }

  private typealias Halves = (
    common: [YAMLTree.Entry], blue: [YAMLTree.Entry], green: [YAMLTree.Entry]
  )

  private mutating func split(
    _ blue: [YAMLTree.Entry], _ green: [YAMLTree.Entry], of name: String, isMeantAgain: Bool
  ) -> Halves {
    var common: [YAMLTree.Entry] = []
    var ownOfBlue: [YAMLTree.Entry] = []
    /// What is left of green's, by key: nothing of what is alike.
    var left: [String: YAMLTree.Entry?] = [:]
    for entry in blue {
      guard let other = green.first(where: { $0.key == entry.key }) else {
        ownOfBlue.append(entry)
        continue
      }
      if entry.isWritten(as: other) {
        common.append(whole(entry, of: name, isMeantAgain: isMeantAgain))
        left[entry.key] = .some(nil)
      } else if let part = part(entry, other, of: name) {
        if let both = part.common { common.append(both) }
        ownOfBlue.append(part.blue)
        left[entry.key] = part.green
      } else {
        ownOfBlue.append(entry)
      }
    }
    return (common, ownOfBlue, green.compactMap { left[$0.key, default: $0] })
  }

  /// What both have. Of a map that is written above, the alias; an environment is there for its
  /// release.
  private mutating func whole(
    _ entry: YAMLTree.Entry, of name: String, isMeantAgain: Bool
  ) -> YAMLTree.Entry {
    guard let entries = entry.value.entries else { return entry }
    if let anchor = anchor(of: entries) {
      return YAMLTree.Entry(entry.key, .alias(anchor, origin: entry.value.origin))
    }
    guard entry.key == "environment", isMeantAgain else { return entry }
    return YAMLTree.Entry(
      entry.key, entry.value.anchored(named(entries, "\(name)_\(entry.key)")))
  }

  /// Two maps that are alike in part; `nil` where nothing is.
  private mutating func part(
    _ blue: YAMLTree.Entry, _ green: YAMLTree.Entry, of name: String
  ) -> (common: YAMLTree.Entry?, blue: YAMLTree.Entry, green: YAMLTree.Entry)? {
    guard let left = blue.value.entries, let right = green.value.entries else { return nil }
    let both = left.filter { entry in right.contains { $0.isWritten(as: entry) } }
    guard !both.isEmpty else { return nil }
    let anchor: String
    var common: YAMLTree.Entry?
    if let known = self.anchor(of: both) {
      anchor = known
    } else {
      anchor = named(both, "\(name)_\(blue.key)")
      common = YAMLTree.Entry(blue.key, blue.value.with(both).anchored(anchor))
    }
    func rest(_ value: YAMLTree, _ entries: [YAMLTree.Entry]) -> YAMLTree.Entry {
      let own = entries.filter { entry in !both.contains { $0.key == entry.key } }
      return YAMLTree.Entry(blue.key, value.with([.merge(anchor)] + own))
    }
    return (common, rest(blue.value, left), rest(green.value, right))
  }

  // MARK: Names

  private func anchor(of entries: [YAMLTree.Entry]) -> String? {
    anchored.first { $0.entries.elementsEqual(entries) { $0.isWritten(as: $1) } }?.anchor
  }

  /// Gives entries an anchor, by which they may be meant again.
  private mutating func named(_ entries: [YAMLTree.Entry], _ name: String) -> String {
    let anchor = free(name)
    anchored.append((anchor, entries))
    return anchor
  }

  /// A name that nothing has, as an anchor or behind `x-` as a key.
  private mutating func free(_ name: String) -> String {
    var name = name
    while taken.contains(name) || taken.contains("x-\(name)") { name += "_" }
    taken.insert(name)
    return name
  }
}

extension YAMLTree {
  /// The same with other entries.
  fileprivate func with(_ entries: [Entry]) -> YAMLTree {
    YAMLTree(
      .mapping(entries), origin: origin, comment: comment, isSpaced: isSpaced,
      supplement: supplement)
  }

  fileprivate func without(_ comment: [String]) -> YAMLTree {
    comment.isEmpty ? self : commented([])
  }
}
