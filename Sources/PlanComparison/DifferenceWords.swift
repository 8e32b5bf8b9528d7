internal import Diagnostics
internal import ManifestModel
internal import Planning

/// The words that a difference is told in, for people and for review comments alike.
enum DifferenceWords {
  /// Values are cut where nobody reads on.
  private static let longest = 100

  static func value(_ text: String) -> String {
    if text.isEmpty { return "''" }
    let shown = VisibleText.of(text)
    return shown.count <= longest ? shown : String(shown.prefix(longest)) + "…"
  }

  static func name(_ target: Target) -> String {
    switch target {
    case .blueGreen: "blue-green"
    case .swarm: "swarm"
    case .kubernetes: "kubernetes"
    }
  }

  static func name(_ subject: FactSubject) -> String {
    subject.name.isEmpty ? subject.kind.rawValue : "\(subject.kind.rawValue) \(subject.name)"
  }

  /// `3 min 20 s`
  static func duration(_ seconds: Int) -> String {
    let (minutes, rest) = seconds.quotientAndRemainder(dividingBy: 60)
    if minutes == 0 { return "\(rest) s" }
    return rest == 0 ? "\(minutes) min" : "\(minutes) min \(rest) s"
  }

  static func time(_ seconds: ClosedRange<Int>) -> String {
    seconds.lowerBound == seconds.upperBound
      ? duration(seconds.lowerBound)
      : "\(duration(seconds.lowerBound)) if all goes well, at most \(duration(seconds.upperBound))"
  }

  static func action(_ action: RolloutForecast.Action) -> String {
    let detail = action.detail.isEmpty ? "" : " (\(action.detail))"
    return switch action.verb {
    case .replaces: "replaces \(action.service)\(detail)"
    case .starts: "starts \(action.service)\(detail)"
    case .scales: "scales \(action.service) \(action.detail)"
    case .removes: "removes \(action.service)"
    case .reloads:
      "\(action.service) reads its new conf: idle connections are closed, and what outlasts the drain is cut"
    case .leaves: "leaves \(action.service) as it is: \(action.detail)"
    }
  }

  /// What is told beside the actions, a line each.
  static func figures(_ rollout: RolloutForecast) -> [String] {
    var lines: [String] = []
    if !rollout.releases.isEmpty {
      lines.append("runs first: the release of \(rollout.releases.joined(separator: ", "))")
    }
    lines.append("instances: \(rollout.instances), at most \(rollout.peak) meanwhile")
    if let seconds = rollout.seconds {
      lines.append("takes \(time(seconds)), downloads and builds not counted")
    }
    if !rollout.gaps.isEmpty {
      lines.append("does not answer for a moment: \(rollout.gaps.joined(separator: ", "))")
    }
    return lines + obstacles(rollout)
  }

  /// What stands in the way, a line each.
  static func obstacles(_ rollout: RolloutForecast) -> [String] {
    rollout.obstacles.map { "in the way: \($0.service): \($0.says); \($0.instead)" }
  }

  /// The targets, where a change is not the same for all that both plans have.
  static func targets(_ change: FactChange, of difference: PlanDifference) -> String {
    let compared = difference.rollouts.filter { !difference.addedTargets.contains($0.target) }
    guard change.targets.count < compared.count else { return "" }
    return " (\(change.targets.map(name).joined(separator: ", ")))"
  }

  /// Facts of a subject that is new or gone are told only where the manifest states them.
  static func told(_ difference: PlanDifference) -> [FactChange] {
    difference.changes.filter { change in
      (!change.isWholeSubject || change.isWritten) && change.property != "declared"
        && !(change.isWholeSubject && change.property == "role")
    }
  }

  /// Subjects that are new or gone, in order, each once.
  static func wholeSubjects(_ difference: PlanDifference) -> [FactChange] {
    var seen: Set<FactSubject> = []
    return difference.changes.filter { $0.isWholeSubject && seen.insert($0.subject).inserted }
  }
}
