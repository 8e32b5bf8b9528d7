import Diagnostics
import ManifestModel
import Planning
import Properties
import YAMLReading

/// A value that a lens read at a place.
struct LensReading {
  /// Of what it is, where there are several.
  let key: String
  let text: String
  let range: SourceRange
}

extension ValueForm {
  /// What a node says, in the manifest's words: the syntax's escapes and the target's renderings
  /// undone. Nothing where it is no value of this form.
  func readings(of node: YAMLNode, key: String, on target: Target) -> [LensReading] {
    switch self {
    case .question: return questions(node, on: target)
    case .commands: return commands(node)
    case .mount: return MountLens.readings(of: node)
    case .folder: return folder(node)
    case .pair: return pair(node)
    default:
      return text(of: node, on: target).map { [LensReading(key: key, text: $0, range: node.range)] }
        ?? []
    }
  }

  private func text(of node: YAMLNode, on target: Target) -> String? {
    let expand = target == .kubernetes ? KubernetesFactReader.kubeletText : Renderings.composeText
    if case .words = self { return node.texts(expand).map(FactText.words) }
    guard let scalar = node.scalar else { return nil }
    let text = YAMLText.text(scalar)
    switch self {
    case .plain:
      let plain = YAMLText.plain(scalar)
      return target == .kubernetes ? plain : Renderings.composeText(plain)
    case .time:
      return Renderings.seconds(target == .kubernetes ? YAMLText.plain(scalar) + "s" : text)
    case .size: return target == .kubernetes ? text : Renderings.dockerSize(text)
    case .cpus: return target == .kubernetes ? Renderings.cpus(text) : text
    case .path: return Renderings.path(Renderings.composeText(text), in: "docker")
    case .environment:
      return target == .swarm ? Renderings.swarmText(text) : expand(text)
    case .ports:
      let text = Renderings.composeText(text)
      return text.replacingAll("[", with: "").replacingAll("]", with: "")
    default: return target == .kubernetes ? FactText.text(text) : expand(text)
    }
  }

  private func commands(_ node: YAMLNode) -> [LensReading] {
    (DockerFactReader.releaseCommands(node) ?? []).enumerated().map { index, command in
      LensReading(key: String(index + 1), text: command.words, range: command.range)
    }
  }

  /// Compose's `PATH[:OPTIONS]`.
  private func folder(_ node: YAMLNode) -> [LensReading] {
    guard let text = node.scalar.map(YAMLText.text).map(Renderings.composeText) else { return [] }
    let parts = text.split(separator: ":", maxSplits: 1)
    let options = parts.count == 2 ? String(parts[1]) : "yes"
    return [LensReading(key: String(parts.first ?? ""), text: options, range: node.range)]
  }

  /// Swarm's `NAME:ADDRESS`.
  private func pair(_ node: YAMLNode) -> [LensReading] {
    guard let text = node.scalar.map(YAMLText.text), let colon = text.firstIndex(of: ":") else {
      return []
    }
    let value = Renderings.composeText(String(text[text.index(after: colon)...]))
    return [LensReading(key: String(text[..<colon]), text: value, range: node.range)]
  }

  /// The words, and of a known way to ask what each of them says.
  private func questions(_ node: YAMLNode, on target: Target) -> [LensReading] {
    guard let words = node.texts(Renderings.composeText), words.first == "CMD" else { return [] }
    let asked = Array(words.dropFirst())
    let whole = LensReading(key: "words", text: FactText.words(asked), range: node.range)
    let parts = HealthQuestion(asked)?.parts ?? []
    return [whole]
      + parts.compactMap { part in
        let key: String? =
          switch part.kind {
          case .healthVia: "via"
          case .healthPort: "port"
          case .healthPath: "path"
          case .healthLimit: part.key.isEmpty ? "limit" : nil
          default: "header \(part.key)"
          }
        return key.map { LensReading(key: $0, text: part.value, range: node.range) }
      }
  }
}

/// A mount of Compose or Swarm, by the path in the container.
private enum MountLens {
  static func readings(of node: YAMLNode) -> [LensReading] {
    if let scalar = node.scalar { return short(YAMLText.text(scalar), node) }
    guard let target = node["target"]?.scalar, let source = node["source"]?.scalar else {
      return []
    }
    let access = node["read_only"]?.scalar.map(YAMLText.plain) == "true" ? ":ro" : ""
    let path = Renderings.path(Renderings.composeText(YAMLText.text(source)), in: "docker")
    return [
      LensReading(
        key: Renderings.composeText(YAMLText.text(target)), text: path + access, range: node.range)
    ]
  }

  /// `VOLUME:PATH[:ro]`
  private static func short(_ text: String, _ node: YAMLNode) -> [LensReading] {
    let text = Renderings.composeText(text)
    guard let colon = text.firstIndex(of: ":") else { return [] }
    let access = text.hasSuffix(":ro") ? ":ro" : ""
    let path = text[text.index(after: colon)...].dropLast(access.count)
    return [
      LensReading(key: String(path), text: String(text[..<colon]) + access, range: node.range)
    ]
  }
}
