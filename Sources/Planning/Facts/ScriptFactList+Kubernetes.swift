import Diagnostics
import ManifestModel

/// `deploy-kubernetes.sh`.
extension ScriptFactList {
  static func kubernetes(_ plan: TargetPlan) -> ArtefactFacts {
    let path = "kubernetes/scripts/deploy-kubernetes.sh"
    var facts = ScriptFactList(plan, path: path)
    let steps = plan.rollout.steps.map(\.name)
    let rolled = ["services", "gateway", "workers", "singletons", "jobs", "clean"]
    facts.scalar("PROJECT", plan.project.name.value, from: plan.project.name.origin)
    facts.words("STEPS", steps)
    facts.words("ROLLBACK_STEPS", ["reconcile", "recall"] + steps.filter(rolled.contains))
    facts.variables()
    facts.elements("CONFIGURED", facts.configured())
    facts.elements("SECRETS", facts.kubernetesSecrets())
    facts.secretSources()
    facts.certificates()
    facts.workloads()
    facts.builds(folder: "docker")
    facts.hooks()
    return ArtefactFacts(path: path, target: plan.target, facts: facts.list.facts)
  }

  private mutating func workloads() {
    let gateway = plan.gateway?.name
    scalar("GATEWAY", gateway?.value ?? "", from: gateway?.origin)
    names("WEB", services(.web))
    names("WORKERS", services(.worker))
    names("SINGLETONS", services(.singleton))
    names("JOBS", services(.job))
    names("BACKING", plan.backing.map(\.name))
    names("RELEASES", ordered.filter { !$0.release.isEmpty }.map(\.name))
    names(
      "KEPT_ON_FAILURE",
      plan.services.filter { $0.rolling.onFailure.value != .rollback }.map(\.name))
  }

  private func kubernetesSecrets() -> [(String, Origin?)] {
    var entries = plan.secrets.map { secret -> (String, Origin?) in
      let source =
        switch secret.source {
        case .variable(let variable): "env \(variable.value)"
        case .file(let file): "file \(path(file))"
        case .external(let external): "external \(external.value)"
        }
      return ("\(secret.name.value) \(source)", secret.name.origin)
    }
    for service in plan.allServices {
      guard let file = service.envFile else { continue }
      entries.append(("\(service.name.value)-env envFile \(path(file))", file.origin))
    }
    if let folder = plan.gateway?.certificates {
      entries.append(("tls folder \(path(folder))", folder.origin))
    }
    return entries
  }

  /// What the script writes into the ConfigMap that pods read.
  private func configured() -> [(String, Origin?)] {
    plan.configuredVariables.map { variable in
      let text = DeployText(
        [.variable(name: variable.name.value, defaultValue: variable.defaultValue)],
        from: variable.name.origin)
      return ("\(variable.name.value)=\(text.template)", variable.name.origin)
    }
  }
}

extension TargetPlan {
  /// The variables that pods read, each once, in the order of the services.
  var configuredVariables: [VariablePlan] {
    var seen: Set<String> = []
    return allServices.flatMap { service -> [VariablePlan] in
      var texts = service.env.map(\.value)
      texts += (service.entrypoint ?? []) + (service.command ?? []) + service.release.flatMap { $0 }
      for health in [service.health, service.live] {
        if case .command(let words)? = health?.probe { texts += words }
      }
      let wanted = Set(texts.flatMap(\.variables).map(\.name))
      return variables.filter { variable in
        wanted.contains(variable.name.value) && seen.insert(variable.name.value).inserted
      }
    }
  }
}
