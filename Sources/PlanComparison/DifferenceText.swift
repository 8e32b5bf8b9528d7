internal import Diagnostics
internal import Planning

/// A difference for people at a terminal.
package enum DifferenceText {
  package static func render(_ difference: PlanDifference) -> String {
    if difference.isEmpty { return "nothing changes\n" }
    var text = facts(difference)
    for rollout in difference.rollouts {
      text += "\n\(DifferenceWords.name(rollout.target)):" + told(rollout)
    }
    return text
  }

  private static func facts(_ difference: PlanDifference) -> String {
    var text = ""
    for target in difference.addedTargets { text += "+ target \(DifferenceWords.name(target))\n" }
    for target in difference.removedTargets {
      text += "- target \(DifferenceWords.name(target))\n"
    }
    let heads = DifferenceWords.wholeSubjects(difference)
    let told = DifferenceWords.told(difference)
    var subjects: [FactSubject] = []
    for change in difference.changes where subjects.last != change.subject {
      subjects.append(change.subject)
    }
    for subject in subjects {
      var group = heads.filter { $0.subject == subject }.map { head in
        let sign = head.kind == .added ? "+" : "-"
        return "\(sign) \(DifferenceWords.name(subject))"
          + DifferenceWords.targets(head, of: difference)
      }
      group += told.filter { $0.subject == subject }.map { line($0, of: difference) }
      if group.isEmpty { continue }
      if !text.isEmpty { text += "\n" }
      text += group.joined(separator: "\n") + "\n"
    }
    return text
  }

  private static func line(_ change: FactChange, of difference: PlanDifference) -> String {
    let values =
      switch change.kind {
      case .added: "+ \(change.name) \(DifferenceWords.value(change.new ?? ""))"
      case .removed: "- \(change.name) \(DifferenceWords.value(change.old ?? ""))"
      case .changed:
        "~ \(change.name) \(DifferenceWords.value(change.old ?? "")) → "
          + DifferenceWords.value(change.new ?? "")
      }
    let reason = (change.newOrigin ?? change.oldOrigin)?.reason.map { "   # \($0)" } ?? ""
    return values + DifferenceWords.targets(change, of: difference) + reason
  }

  private static func told(_ rollout: RolloutForecast) -> String {
    if rollout.isEmpty {
      let lines = DifferenceWords.obstacles(rollout)
      return " no container changes\n" + lines.map { "  \($0)\n" }.joined()
    }
    let lines =
      rollout.actions.map(DifferenceWords.action) + DifferenceWords.figures(rollout)
    return "\n" + lines.map { "  \($0)\n" }.joined()
  }
}
