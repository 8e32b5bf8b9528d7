import Planning

/// An object of Kubernetes is known by a name that is itself a fact: where that one is wrong or
/// lost, the others are still facts about the object.
enum SubjectRenames {
  /// The objects that are not expected get the names of those of the same kind that are missing,
  /// in order, where there are as many.
  static func undone(
    _ observed: [DeploymentFact], expected: [DeploymentFact]
  ) -> [DeploymentFact] {
    let wanted = objects(expected)
    let found = objects(observed)
    let missing = wanted.filter { !found.contains($0) }
    let extra = found.filter { !wanted.contains($0) }
    guard !missing.isEmpty, missing.count == extra.count,
      zip(missing, extra).allSatisfy({ kind(of: $0) == kind(of: $1) })
    else { return observed }
    return observed.map { fact in
      guard let index = extra.firstIndex(of: fact.subject) else { return fact }
      return DeploymentFact(missing[index], fact.property, fact.value, from: fact.origin)
    }
  }

  /// Each once, in order.
  private static func objects(_ facts: [DeploymentFact]) -> [FactSubject] {
    var seen: Set<FactSubject> = []
    return facts.map(\.subject).filter { $0.kind == .object && seen.insert($0).inserted }
  }

  private static func kind(of subject: FactSubject) -> Substring {
    subject.name.prefix { $0 != "/" }
  }
}
