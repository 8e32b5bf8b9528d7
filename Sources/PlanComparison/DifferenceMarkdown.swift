internal import Diagnostics
internal import Planning

/// A difference as a comment on a review.
package enum DifferenceMarkdown {
  package static func render(_ difference: PlanDifference) -> String {
    if difference.isEmpty { return "Nothing changes for production.\n" }
    var text = "### What changes\n\n"
    for target in difference.addedTargets {
      text += "- **+** target \(DifferenceWords.name(target))\n"
    }
    for target in difference.removedTargets {
      text += "- **−** target \(DifferenceWords.name(target))\n"
    }
    let heads = DifferenceWords.wholeSubjects(difference)
    for head in heads {
      text += "- **\(head.kind == .added ? "+" : "−")** \(code(DifferenceWords.name(head.subject)))"
      text += DifferenceWords.targets(head, of: difference) + "\n"
    }
    for change in DifferenceWords.told(difference) { text += line(change, of: difference) }
    text += "\n### What a deployment does\n"
    for rollout in difference.rollouts {
      text += "\n**\(DifferenceWords.name(rollout.target))**: "
      if rollout.isEmpty {
        text += "no container changes\n"
        let lines = DifferenceWords.obstacles(rollout)
        if !lines.isEmpty { text += "\n" + lines.map { "- \(escaped($0))\n" }.joined() }
        continue
      }
      text += "\n\n"
      for action in rollout.actions { text += "- \(escaped(DifferenceWords.action(action)))\n" }
      for figure in DifferenceWords.figures(rollout) { text += "- \(escaped(figure))\n" }
    }
    return text
  }

  /// A block that shows `text` as it is, whatever backticks it holds.
  package static func block(_ text: String, language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  private static func line(_ change: FactChange, of difference: PlanDifference) -> String {
    let old = change.old.map { code(DifferenceWords.value($0)) } ?? ""
    let new = change.new.map { code(DifferenceWords.value($0)) } ?? ""
    let values =
      switch change.kind {
      case .added: "**+** \(code(change.name)): \(new)"
      case .removed: "**−** \(code(change.name)): \(old)"
      case .changed: "\(code(change.name)): \(old) → \(new)"
      }
    let reason = (change.newOrigin ?? change.oldOrigin)?.reason.map { " – \(escaped($0))" } ?? ""
    return "- \(values)\(DifferenceWords.targets(change, of: difference))\(reason)\n"
  }

  /// Code of one line, with a fence that its own backticks do not end.
  private static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let blank = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + blank + text + blank + fence
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>#|".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
