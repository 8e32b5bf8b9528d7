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
  let conf: ConfLens?
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

  /// What stands at a place; at an open one, what is of the names that are asked for.
  func readings<Subject>(
    _ place: Place<Subject>, _ form: ValueForm, named names: @autoclosure () -> [String]
  ) -> [LensReading]? {
    switch place.document {
    case .objects:
      objects(place.path, form == .commands && !names().contains("1") ? .words : form)
    case .conf: conf?.readings(place.path, form, named: place.isOpen ? names() : nil)
    case .script: script.map { Self.readings(place.path, form, in: $0) }
    }
  }

  private func objects(_ path: PlacePath, _ form: ValueForm) -> [LensReading] {
    for way in path.ways {
      guard let root = root(of: way)?.node else { continue }
      var ends: [(key: String, node: YAMLNode)] = []
      Self.visit(rest(of: way), root, key: "", into: &ends)
      var found: [LensReading] = []
      for end in ends { found += form.readings(of: end.node, key: end.key, on: target) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The part that a way begins at.
  func root(of way: [PlacePath.Step]) -> Root? {
    guard target == .kubernetes, case .key(let name)? = way.first else { return roots[""] }
    return roots[name]
  }

  private func rest(of way: [PlacePath.Step]) -> ArraySlice<PlacePath.Step> {
    target == .kubernetes ? way.dropFirst() : way[...]
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

  /// The nodes at the end of a way, each with the name that it was reached by.
  private static func visit(
    _ way: ArraySlice<PlacePath.Step>, _ node: YAMLNode, key: String,
    into ends: inout [(key: String, node: YAMLNode)]
  ) {
    guard let step = way.first else { return ends.append((key, node)) }
    let rest = way.dropFirst()
    switch step {
    case .key(let name):
      let named = node.items?.first { $0["name"]?.scalar?.text == name }
      if let inner = named ?? node[name] { visit(rest, inner, key: key, into: &ends) }
    case .every:
      for entry in node.entries ?? [] {
        visit(rest, entry.value, key: entry.key.value, into: &ends)
      }
      for item in node.items ?? [] {
        if let name = item["name"]?.scalar { visit(rest, item, key: name.text, into: &ends) }
      }
    case .items: for item in node.items ?? [] { visit(rest, item, key: key, into: &ends) }
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
