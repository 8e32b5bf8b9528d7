import Diagnostics
import Planning
import YAMLReading

extension DockerFactReader {
  mutating func healthcheck(_ node: YAMLNode) -> Bool {
    guard let entries = node.entries, !entries.isEmpty else { return false }
    for part in entries {
      let isNamed =
        switch part.key.value {
        case "test": question(part.value)
        case "interval": text(.healthInterval, part.value, Renderings.seconds)
        case "timeout": text(.healthTimeout, part.value, Renderings.seconds)
        case "retries": number(.healthRetries, part.value)
        case "start_period": text(.healthStart, part.value, Renderings.seconds)
        case "start_interval": text(.healthStartInterval, part.value, Renderings.seconds)
        default: false
        }
      if !isNamed { leaves(part.value, "healthcheck.\(part.key.value)") }
    }
    return true
  }

  /// The words of a known way to ask become what they ask; all others stay a command.
  private mutating func question(_ node: YAMLNode) -> Bool {
    guard let items = node.items,
      let words = node.texts(Renderings.composeText), words.first == "CMD"
    else { return false }
    let places = items.dropFirst().map { Origin($0.range) }
    guard let question = HealthQuestion(Array(words.dropFirst())) else {
      list.add(
        .healthCommand, FactText.words(Array(words.dropFirst())), from: Origin(node.range))
      return true
    }
    for part in question.parts {
      list.add(part.kind, key: part.key, part.value, from: places[part.word])
    }
    return true
  }
}
