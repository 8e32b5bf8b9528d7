package import Diagnostics
package import ManifestModel
internal import YAMLReading

/// Runs the rules that need only the model.
package enum ManifestChecks {
  /// Looks at the base and at each target's own manifest; findings go to the log, which may hold
  /// faults of form from decoding.
  package static func run(_ decoded: DecodedManifest, into log: inout DiagnosticLog) {
    let faults = log.sorted.filter { $0.severity == .error }.compactMap { fault in
      fault.range.map { range in
        let mayBeAnyKey = fault.code == .unknownKey || fault.code.number < 101
        return RuleFindings.Fault(
          range: range, keys: mayBeAnyKey ? nil : Set(decoded.tree.keys(to: range)))
      }
    }
    guard let first = RuleCatalogue.manifestRules.first else { return }
    var findings = RuleFindings(first, faults: faults)
    findings.scopes = TargetWords.scopes(of: decoded)
    let contexts = decoded.distinct.map { RuleContext($0.manifest, for: $0.targets) }
    for context in contexts { run(context, into: &findings) }
    for rule in RuleCatalogue.manifestRules {
      findings.rule = rule
      switch rule.check {
      case .acrossTargets(let check): check(contexts, &findings)
      case .keys(let check): check(decoded, &findings)
      case .manifest, .services, .byDecoding: continue
      }
    }
    log.append(findings.log)
    log = TargetWords.completed(log, of: decoded)
  }

  private typealias ServiceCheck =
    @Sendable (
      CheckedService, RuleContext, inout RuleFindings
    ) -> Void

  private static func run(_ context: RuleContext, into findings: inout RuleFindings) {
    var serviceRules: [(ManifestRule, ServiceCheck)] = []
    for rule in RuleCatalogue.manifestRules {
      switch rule.check {
      case .manifest(let check):
        findings.rule = rule
        check(context, &findings)
      case .services(let check): serviceRules.append((rule, check))
      case .acrossTargets, .keys, .byDecoding: continue
      }
    }
    // One walk for all rules: a service is large, and there may be ten thousand.
    for service in context.manifest.services {
      run(serviceRules, CheckedService(service: service, isBacking: false), context, &findings)
    }
    for service in context.manifest.backing {
      run(serviceRules, CheckedService(service: service, isBacking: true), context, &findings)
    }
  }

  private static func run(
    _ rules: [(ManifestRule, ServiceCheck)],
    _ service: CheckedService, _ context: RuleContext, _ findings: inout RuleFindings
  ) {
    for (rule, check) in rules {
      findings.rule = rule
      check(service, context, &findings)
    }
  }
}

extension YAMLNode {
  /// The keys that lead to what begins at a place.
  fileprivate func keys(to place: SourceRange) -> [String] {
    if let items {
      let item = items.first { $0.range.start <= place.start && place.start <= $0.range.end }
      return item?.keys(to: place) ?? []
    }
    let entry = entries?.first { entry in
      entry.key.range.start <= place.start
        && place.start <= max(entry.key.range.end, entry.value.range.end)
    }
    return entry.map { [$0.key.value] + $0.value.keys(to: place) } ?? []
  }
}
