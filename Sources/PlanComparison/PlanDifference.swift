package import ManifestModel
package import Planning

/// What a change of the manifest means: facts first, then what each target's rollout will do.
package struct PlanDifference: Sendable {
  /// Grouped by subject: services in the new manifest's order, then what is gone.
  package let changes: [FactChange]
  package let addedTargets: [Target]
  package let removedTargets: [Target]
  /// One a target of the new plan.
  package let rollouts: [RolloutForecast]

  package var isEmpty: Bool {
    changes.isEmpty && addedTargets.isEmpty && removedTargets.isEmpty
  }

  package init(from old: DeploymentPlan, to new: DeploymentPlan) {
    var changes: [FactChange] = []
    var rollouts: [RolloutForecast] = []
    for plan in new.targets {
      let before = old.plan(for: plan.target)
      let found = before.map { PlanDifference.changes(from: $0, to: plan) } ?? []
      rollouts.append(RolloutForecast(of: plan, before: before, changes: found))
      for change in found {
        if let index = changes.firstIndex(where: { $0.isSame(as: change) }) {
          changes[index].targets += change.targets
        } else {
          changes.append(change)
        }
      }
    }
    self.changes = PlanDifference.grouped(changes)
    self.rollouts = rollouts
    addedTargets = new.targets.map(\.target).filter { old.plan(for: $0) == nil }
    removedTargets = old.targets.map(\.target).filter { new.plan(for: $0) == nil }
  }

  /// The changes of one target, in the order of the new facts, then those of facts that are gone.
  static func changes(from old: TargetPlan, to new: TargetPlan) -> [FactChange] {
    let before = PlanFacts.facts(of: old)
    let after = PlanFacts.facts(of: new)
    let known = Dictionary(before.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.map(\.key))
    let oldSubjects = Set(before.map(\.fact.subject))
    let newSubjects = Set(after.map(\.fact.subject))
    let changed = after.compactMap { fact -> FactChange? in
      let other = known[fact.key]
      guard other?.fact.value != fact.fact.value else { return nil }
      return change(
        from: other, to: fact, in: new.target,
        isWholeSubject: !oldSubjects.contains(fact.fact.subject))
    }
    let gone = before.filter { !kept.contains($0.key) }.map { fact in
      change(
        from: fact, to: nil, in: new.target,
        isWholeSubject: !newSubjects.contains(fact.fact.subject))
    }
    return changed + gone
  }

  private static func change(
    from old: PlanFact?, to new: PlanFact?, in target: Target, isWholeSubject: Bool
  ) -> FactChange {
    guard let any = new ?? old else { preconditionFailure("a change has a side") }
    return FactChange(
      subject: any.fact.subject, property: any.fact.property.key, old: old?.fact.value,
      new: new?.fact.value, oldOrigin: old?.fact.origin, newOrigin: new?.fact.origin,
      effect: any.effect, targets: [target], isWholeSubject: isWholeSubject)
  }

  private static func grouped(_ changes: [FactChange]) -> [FactChange] {
    var order: [FactSubject] = []
    var groups: [FactSubject: [FactChange]] = [:]
    for change in changes {
      if groups[change.subject] == nil { order.append(change.subject) }
      groups[change.subject, default: []].append(change)
    }
    return order.flatMap { groups[$0] ?? [] }
  }
}
