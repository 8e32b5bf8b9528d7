internal import Diagnostics
package import JSONWriting
internal import ManifestModel
internal import Planning

/// A difference for programs.
///
///     { "changes": [{ "kind": "changed", "subject": "service", "name": "django",
///         "property": "replicas", "old": "2", "new": "3", "reason": null, "wholeSubject": false,
///         "targets": ["swarm"],
///         "oldPlace": { "file": …, "line": 26, "column": 11 }, "newPlace": … or null }],
///       "addedTargets": [], "removedTargets": [],
///       "rollouts": [{ "target": "swarm", "instances": 7, "peakInstances": 8,
///         "leastSeconds": 70 or null, "mostSeconds": …, "gaps": [], "releases": [],
///         "obstacles": [{ "name": "database", "stops": true, "says": "…", "instead": "…" }],
///         "actions": [{ "does": "replaces", "service": "django", "detail": "…" }] }] }
package enum DifferenceJSON {
  package static func value(_ difference: PlanDifference) -> JSONValue {
    [
      "changes": .array(difference.changes.map(change)),
      "addedTargets": .array(difference.addedTargets.map { .text($0.rawValue) }),
      "removedTargets": .array(difference.removedTargets.map { .text($0.rawValue) }),
      "rollouts": .array(difference.rollouts.map(rollout)),
    ]
  }

  private static func change(_ change: FactChange) -> JSONValue {
    [
      "kind": .text(change.kind.rawValue), "subject": .text(change.subject.kind.rawValue),
      "name": .text(change.subject.name), "property": .text(change.property),
      "old": optional(change.old), "new": optional(change.new),
      "reason": optional((change.newOrigin ?? change.oldOrigin)?.reason),
      "wholeSubject": .boolean(change.isWholeSubject),
      "targets": .array(change.targets.map { .text($0.rawValue) }),
      "oldPlace": place(change.oldOrigin), "newPlace": place(change.newOrigin),
    ]
  }

  private static func rollout(_ rollout: RolloutForecast) -> JSONValue {
    [
      "target": .text(rollout.target.rawValue), "instances": .integer(rollout.instances),
      "peakInstances": .integer(rollout.peak),
      "leastSeconds": rollout.seconds.map { .integer($0.lowerBound) } ?? .null,
      "mostSeconds": rollout.seconds.map { .integer($0.upperBound) } ?? .null,
      "gaps": .array(rollout.gaps.map(JSONValue.text)),
      "releases": .array(rollout.releases.map(JSONValue.text)),
      "obstacles": .array(
        rollout.obstacles.map { obstacle in
          [
            "name": .text(obstacle.service), "stops": .boolean(obstacle.stops),
            "says": .text(obstacle.says), "instead": .text(obstacle.instead),
          ]
        }),
      "actions": .array(
        rollout.actions.map { action in
          [
            "does": .text(action.verb.rawValue), "service": .text(action.service),
            "detail": .text(action.detail),
          ]
        }),
    ]
  }

  private static func place(_ origin: Origin?) -> JSONValue {
    guard let range = origin?.range else { return .null }
    return [
      "file": .text(range.file.path), "line": .integer(range.start.line),
      "column": .integer(range.start.column),
    ]
  }

  private static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }
}
