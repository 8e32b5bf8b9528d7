import Planning

/// Health commands of the manifest as the facts that a reader makes of their words: one that asks
/// as zdc would ask reads the same.
enum HealthFacts {
  static func expanded(_ facts: [DeploymentFact]) -> [DeploymentFact] {
    guard facts.contains(where: { $0.property.kind == .healthCommand }) else { return facts }
    return facts.flatMap { fact -> [DeploymentFact] in
      guard fact.property.kind == .healthCommand, let words = FactText.split(fact.value),
        let question = HealthQuestion(words)
      else { return [fact] }
      return question.parts.map { part in
        DeploymentFact(
          fact.subject, FactProperty(part.kind, key: part.key), part.value, from: fact.origin)
      }
    }
  }
}
