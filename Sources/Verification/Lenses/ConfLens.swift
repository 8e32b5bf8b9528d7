import Diagnostics
import Planning
import Properties

/// The places of a conf: blocks by their names, `[*]` by what stands behind a name.
///
/// Each place is read once, however many routes ask: a site may have a thousand.
final class ConfLens {
  private struct Question: Hashable {
    let path: PlacePath
    let form: ValueForm
  }

  private let conf: [NginxDirective]
  private var read: [Question: [String: [LensReading]]] = [:]

  init(_ conf: [NginxDirective]) { self.conf = conf }

  /// - Parameter names: those that are asked for; `nil`: all.
  func readings(_ path: PlacePath, _ form: ValueForm, named names: [String]?) -> [LensReading] {
    guard let names else { return all(path, form) }
    let question = Question(path: path, form: form)
    if read[question] == nil { read[question] = Dictionary(grouping: all(path, form), by: \.key) }
    return names.flatMap { read[question]?[$0] ?? [] }
  }

  private func all(_ path: PlacePath, _ form: ValueForm) -> [LensReading] {
    path.ways.flatMap { Self.find($0[...], conf, key: "", form) }
  }

  private static func find(
    _ way: ArraySlice<PlacePath.Step>, _ conf: [NginxDirective], key: String, _ form: ValueForm
  ) -> [LensReading] {
    guard case .key(let name)? = way.first else { return [] }
    let rest = way.dropFirst()
    return conf.filter { $0.name == name }.flatMap { directive -> [LensReading] in
      let words = directive.arguments.map(Renderings.nginxText)
      if rest.isEmpty {
        return [LensReading(key: key, text: text(words, form), range: directive.range)]
      }
      guard let block = directive.block else { return [] }
      guard case .every? = rest.first else { return find(rest, block, key: key, form) }
      return find(rest.dropFirst(), block, key: words.joined(separator: " "), form)
    }
  }

  private static func text(_ words: [String], _ form: ValueForm) -> String {
    let text = FactText.arguments(words)
    return switch form {
    case .time: Renderings.seconds(text)
    case .size: Renderings.nginxSize(text)
    case .address: words.first ?? ""
    default: text
    }
  }
}
