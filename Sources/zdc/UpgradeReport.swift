import Compilation
import JSONWriting
import PlanComparison

/// What another version of zdc changes, as `zdc diff --zdc` tells it.
struct UpgradeReport {
  let oldVersion: String
  let newVersion: String
  let differences: [(difference: ArtefactDifference, text: String)]
  /// How many artefacts the new version makes.
  let count: Int
  /// Whether the artefacts' unified diff is told too.
  let files: Bool

  func text() -> String {
    var text = "zdc \(oldVersion) → \(newVersion)\n"
    if differences.isEmpty { return text + "nothing changes\n" }
    for (difference, _) in differences {
      text += "\(Self.sign(difference.kind)) \(difference.path)"
      text += difference.kind == .comments ? ": comments alone\n" : "\n"
      for object in Self.told(difference) {
        text += "    \(Self.sign(object.kind)) \(object.name)\(Self.effect(object))\n"
      }
    }
    text += "\(differences.count) of \(count) artefacts change\n"
    return files ? text + "\n" + differences.map(\.text).joined() : text
  }

  func markdown() -> String {
    var text = "### What zdc \(newVersion) changes, from \(oldVersion)\n\n"
    if differences.isEmpty { return text + "Nothing.\n" }
    for (difference, _) in differences {
      text += "- `\(Self.sign(difference.kind)) \(difference.path)`"
      text += difference.kind == .comments ? ": comments alone\n" : "\n"
      for object in Self.told(difference) {
        text += "  - `\(Self.sign(object.kind)) \(object.name)`\(Self.effect(object))\n"
      }
    }
    guard files else { return text }
    return text + "\n<details><summary>\(differences.count) artefacts</summary>\n\n"
      + DifferenceMarkdown.block(differences.map(\.text).joined(), language: "diff")
      + "\n</details>\n"
  }

  func json() -> JSONValue {
    let told = differences.map { difference, text -> JSONValue in
      let objects = difference.objects.map { object -> JSONValue in
        [
          "name": .text(object.name), "change": .text(object.kind.rawValue),
          "replacesContainers": .boolean(object.replacesContainers),
        ]
      }
      var members: [JSONValue.Member] = [
        .init("path", .text(difference.path)), .init("change", .text(difference.kind.rawValue)),
        .init("objects", .array(objects)),
      ]
      if files { members.append(.init("diff", .text(text))) }
      return .object(members)
    }
    return ["old": .text(oldVersion), "new": .text(newVersion), "artefacts": .array(told)]
  }

  /// Of a file that comes or goes whole, the file says enough.
  private static func told(_ difference: ArtefactDifference) -> [ArtefactDifference.Object] {
    difference.kind == .changed ? difference.objects : []
  }

  private static func sign(_ kind: ArtefactDifference.Kind) -> String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .changed, .comments: "~"
    }
  }

  private static func effect(_ object: ArtefactDifference.Object) -> String {
    object.replacesContainers ? ": its containers are replaced" : ""
  }
}
