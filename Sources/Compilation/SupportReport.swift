import Diagnostics
package import JSONWriting
package import ManifestModel

/// What each enabled target makes of each key that a manifest writes: `zdc targets`.
package struct SupportReport: Sendable {
  private struct Line: Sendable {
    let key: String
    let place: String
    var supports: [Target: KeySupport] = [:]
    var accepted: Set<Target> = []
  }

  private let targets: [Target]
  private let lines: [Line]

  package init(_ decoded: DecodedManifest) {
    targets = decoded.perTarget.map(\.target)
    var lines: [Line] = []
    var positions: [String: Int] = [:]
    for (target, manifest) in decoded.perTarget {
      let accepted = AcceptedPaths(manifest.targets.first { $0.target.value == target })
      for key in decoded.writtenKeys(for: target) {
        guard let support = SupportTable.support(of: key.path, on: target) else { continue }
        let position = positions[key.text] ?? lines.count
        if position == lines.count {
          positions[key.text] = position
          lines.append(Line(key: key.text, place: key.range.description))
        }
        lines[position].supports[target] = support
        // What stands below an accepted key goes with it.
        if key.path.indices.contains(where: { accepted.contains(Array(key.path[...$0])) }) {
          lines[position].accepted.insert(target)
        }
      }
    }
    self.lines = lines
  }

  /// A table, and under a line what its words don't say.
  package var text: String {
    let widths = [lines.map(\.key.count).max() ?? 0] + targets.map { max(12, $0.rawValue.count) }
    var text = Self.row(["key"] + targets.map(\.rawValue), widths)
    for line in lines {
      text += Self.row([line.key.visible] + targets.map { word(line, $0) }, widths)
      for (remark, named) in remarks(of: line) {
        text += "    \(named.map(\.rawValue).joined(separator: ", ")): \(remark)\n"
      }
    }
    return text
  }

  package var json: JSONValue {
    .array(
      lines.map { line in
        let targets = targets.compactMap { target in
          line.supports[target].map { support in
            JSONValue.Member(
              target.rawValue, json(support, isAccepted: line.accepted.contains(target)))
          }
        }
        return ["key": .text(line.key), "place": .text(line.place), "targets": .object(targets)]
      })
  }

  private func json(_ support: KeySupport, isAccepted: Bool) -> JSONValue {
    var members = [JSONValue.Member("support", .text(support.word))]
    if let remark = support.remark { members.append(JSONValue.Member("remark", .text(remark))) }
    if support.isUnsupported { members.append(JSONValue.Member("accepted", .boolean(isAccepted))) }
    return .object(members)
  }

  private func word(_ line: Line, _ target: Target) -> String {
    guard let support = line.supports[target] else { return "-" }
    return support.isUnsupported && line.accepted.contains(target) ? "accepted" : support.word
  }

  /// Each remark once, with the targets that it is about.
  private func remarks(of line: Line) -> [(String, [Target])] {
    var remarks: [(String, [Target])] = []
    for target in targets {
      guard let remark = line.supports[target]?.remark else { continue }
      if let position = remarks.firstIndex(where: { $0.0 == remark }) {
        remarks[position].1.append(target)
      } else {
        remarks.append((remark, [target]))
      }
    }
    return remarks
  }

  private static func row(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (cell, width) in zip(cells, widths) {
      text += cell + String(repeating: " ", count: max(1, width - cell.count + 1))
    }
    while text.last == " " { text.removeLast() }
    return text + "\n"
  }
}
