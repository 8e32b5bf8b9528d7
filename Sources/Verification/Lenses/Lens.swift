import Diagnostics
import ManifestModel
import Planning
import Properties
import YAMLReading

/// Where to look for the places of one subject: a container, an object, a conf, a script.
struct Lens {
  let target: Target
  let subject: FactSubject
  /// The artefact that is named where nothing of the subject is found.
  let path: String
  /// The parts that ways begin at, by their first step; `""`: all others.
  let roots: [String: Root]
  let conf: [NginxDirective]?
  /// The assignments of the deploy script.
  let script: [DeploymentFact]?

  struct Root {
    let node: YAMLNode
    /// The keys from the document to it.
    let keys: [String]
    let path: String
    /// `Deployment/api`, where there are several objects in a file.
    let object: String
  }

  /// Whether there is anything of it to read.
  var isThere: Bool { !roots.isEmpty }

  func readings<Subject>(_ place: Place<Subject>, _ form: ValueForm) -> [LensReading]? {
    switch place.document {
    case .objects: objects(place.path, form)
    case .conf: conf.map { ConfLens.readings(place.path, form, in: $0) }
    case .script: script.map { Self.readings(place.path, form, in: $0) }
    }
  }

  private func objects(_ path: PlacePath, _ form: ValueForm) -> [LensReading] {
    for way in path.ways {
      let found = Self.nodes(rest(of: way)[...], root(of: way)?.node, key: "").flatMap {
        form.readings(of: $0.node, key: $0.key, on: target)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The part that a way begins at.
  func root(of way: [PlacePath.Step]) -> Root? {
    guard target == .kubernetes, case .key(let name)? = way.first else { return roots[""] }
    return roots[name]
  }

  private func rest(of way: [PlacePath.Step]) -> [PlacePath.Step] {
    target == .kubernetes ? Array(way.dropFirst()) : way
  }

  /// The keys of a way as a patch has them, for what is of the name `key`.
  func keys(of path: PlacePath, key: String) -> [String] {
    guard let way = path.ways.first else { return [] }
    return (root(of: way)?.keys ?? [])
      + rest(of: way).compactMap { step in
        switch step {
        case .key(let name): name
        case .every: key
        case .items: nil
        }
      }
  }

  private static func nodes(
    _ way: ArraySlice<PlacePath.Step>, _ node: YAMLNode?, key: String
  ) -> [(key: String, node: YAMLNode)] {
    guard let node else { return [] }
    guard let step = way.first else { return [(key, node)] }
    let rest = way.dropFirst()
    switch step {
    case .key(let name):
      let inner = node.items?.first { $0["name"]?.scalar?.text == name } ?? node[name]
      return nodes(rest, inner, key: key)
    case .every:
      let entries = node.entries?.map { ($0.key.value, $0.value) }
      let items = node.items?.compactMap { item in
        item["name"]?.scalar.map { ($0.text, item) }
      }
      return (entries ?? items ?? []).flatMap { nodes(rest, $0.1, key: $0.0) }
    case .items: return (node.items ?? []).flatMap { nodes(rest, $0, key: key) }
    }
  }

  private static func readings(
    _ path: PlacePath, _ form: ValueForm, in facts: [DeploymentFact]
  ) -> [LensReading] {
    facts.compactMap { fact in
      guard fact.property.kind == .assignment, fact.property.key == path.text,
        let range = fact.origin?.range
      else { return nil }
      let text = if case .time = form { Renderings.seconds(fact.value + "s") } else { fact.value }
      return LensReading(key: "", text: text, range: range)
    }
  }
}

/// The places of a conf: blocks by their names, `[*]` by what stands behind a name.
private enum ConfLens {
  static func readings(
    _ path: PlacePath, _ form: ValueForm, in conf: [NginxDirective]
  ) -> [LensReading] {
    path.ways.flatMap { find($0[...], conf, key: "", form) }
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
