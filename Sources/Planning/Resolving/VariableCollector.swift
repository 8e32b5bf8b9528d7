import Diagnostics
import ManifestModel

/// Gathers deploy-time variables in order of first use.
struct VariableCollector {
  private struct Use {
    let name: Traced<String>
    var fallback: Fallback
    var readers: [String]
  }

  private var uses: [Use] = []
  private var index: [String: Int] = [:]
  /// Texts that many others are put together from: a variable stands there, not in the others.
  private let shared: [Located<Template>]
  private let target: Target

  init(shared: [Located<Template>], of target: Target) {
    self.shared = shared
    self.target = target
  }

  /// Notes every variable of `text`; two defaults for one name are an error, since the scripts
  /// and the runbook could state only one.
  mutating func note(_ text: DeployText, reader: String, into log: inout DiagnosticLog) {
    for piece in text.pieces {
      guard case .variable(let name, let fallback) = piece else { continue }
      if target == .swarm, fallback.isReplacement {
        checkTextInPlace(of: name, in: text, into: &log)
      }
      guard let position = index[name] else {
        index[name] = uses.count
        uses.append(
          Use(
            name: Traced(name, from: origin(of: name, in: text)), fallback: fallback,
            readers: [reader]))
        continue
      }
      if uses[position].fallback.message == nil,
        fallback.message != nil
          || uses[position].fallback.isReplacement
      {
        uses[position].fallback = fallback
      }
      if !fallback.isReplacement, !uses[position].fallback.isSame(as: fallback) {
        reportTwo(name, uses[position].name.origin, origin(of: name, in: text), into: &log)
      }
      if uses[position].readers.last != reader { uses[position].readers.append(reader) }
    }
  }

  /// Told where the variable is written: an image that is built has its name by default.
  private func reportTwo(
    _ name: String, _ first: Origin, _ second: Origin, into log: inout DiagnosticLog
  ) {
    let isWritten = second.reason == nil || first.reason != nil
    let (place, other) = isWritten ? (second, first) : (first, second)
    let before = "first used here" + (other.reason.map { ": \($0)" } ?? "")
    log.error(
      PlanningCodes.variableWithTwoDefaults, at: place.range,
      "'${\(name)}' has another default here than \(isWritten ? "before" : "'version' has")",
      help: name == "TAG" && !isShared(name)
        ? "give it the same default everywhere; 'version', where it is not written, is ${TAG:-dev}"
        : "give it the same default everywhere",
      notes: [
        Diagnostic.Note(
          isWritten ? before : "'version' is the tag of what is built here", at: other.range)
      ])
  }

  private func isShared(_ name: String) -> Bool {
    shared.contains { template in
      template.value.segments.contains { if case .variable(name, _) = $0 { true } else { false } }
    }
  }

  private func origin(of name: String, in text: DeployText) -> Origin {
    let place = shared.first { template in
      let isPart = text.origin.further.contains(template.range)
      return isPart
        && template.value.segments.contains {
          if case .variable(name, _) = $0 { true } else { false }
        }
    }
    return place.map { Origin($0.range) } ?? text.origin
  }

  var plans: [VariablePlan] {
    uses.map {
      VariablePlan(name: $0.name, fallback: $0.fallback, readers: $0.readers)
    }
  }
}
