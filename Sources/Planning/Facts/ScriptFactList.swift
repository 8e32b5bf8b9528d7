import Diagnostics
import ManifestModel

/// The assignments of a deploy script, gathered one after the other. Paths count from `docker/`, in
/// which the scripts run.
struct ScriptFactList {
  let plan: TargetPlan
  /// One plan a service, those that others need first.
  let ordered: [ServicePlan]
  private(set) var list: FactList
  private let fallback: Origin

  init(_ plan: TargetPlan, path: String) {
    self.plan = plan
    ordered = plan.servicesInUpdateOrder
    list = FactList(about: FactSubject(.script, path))
    fallback = plan.project.name.origin
  }

  mutating func scalar(_ name: String, _ value: String, from origin: Origin? = nil) {
    list.add(.assignment, key: name, value, from: origin ?? fallback)
  }

  /// A list: its length is told by an end, so that nothing can be added to it unseen.
  mutating func words(_ name: String, _ words: [String], from origin: Origin? = nil) {
    elements(name, words.map { ($0, origin) })
  }

  mutating func names(_ name: String, _ values: [Traced<String>]) {
    elements(name, values.map { ($0.value, $0.origin) })
  }

  mutating func elements(_ name: String, _ elements: [(String, Origin?)]) {
    list.add(.assignment, key: name, "list", from: elements.first?.1 ?? fallback)
    for (index, element) in elements.enumerated() {
      list.add(.element, key: name, index: index, element.0, from: element.1 ?? fallback)
    }
  }

  mutating func table(_ name: String, _ pairs: [(String, String, Origin?)]) {
    list.add(.assignment, key: name, "table", from: pairs.first?.2 ?? fallback)
    for pair in pairs {
      list.add(.entry, key: "\(name)[\(pair.0)]", pair.1, from: pair.2 ?? fallback)
    }
  }

  func services(_ role: ServicePlan.Role) -> [Traced<String>] {
    ordered.filter { $0.role == role }.map(\.name)
  }

  func path(_ path: HostPath?) -> String { path?.from(folder: "docker") ?? "" }

  // MARK: What several scripts state

  mutating func variables() {
    names("REQUIRED", plan.variables.filter { $0.defaultValue == nil }.map(\.name))
    names("OPTIONAL", plan.variables.filter { $0.defaultValue != nil }.map(\.name))
    let place = plan.variables.first { $0.name.value == "TAG" }?.name.origin
    scalar("TAG_VARIABLE", plan.hasTag ? "TAG" : "", from: plan.hasTag ? place : nil)
  }

  var envFiles: [(String, Origin?)] {
    var seen: Set<String> = []
    return plan.allServices.compactMap(\.envFile)
      .filter { seen.insert($0.fromOutput).inserted }
      .map { (path($0), $0.origin) }
  }

  mutating func secretSources() {
    var variables: [Traced<String>] = []
    var files: [(String, Origin?)] = []
    for secret in plan.secrets {
      switch secret.source {
      case .variable(let variable): variables.append(variable)
      case .file(let file): files.append((path(file), file.origin))
      case .external: continue
      }
    }
    names("SECRET_VARIABLES", variables)
    elements("SECRET_FILES", files + envFiles)
  }

  mutating func certificates() {
    let folder = plan.gateway?.certificates
    scalar("CERTIFICATES", path(folder), from: folder?.origin)
    names("SERVER_NAMES", folder == nil ? [] : plan.gateway?.serverNames ?? [])
  }

  mutating func hooks() {
    table(
      "HOOKS",
      plan.strategy.hooks.map { ($0.moment.rawValue, path($0.path), $0.path.origin) })
  }

  mutating func wrapped() {
    let wrapped = ordered.filter { $0.wrapper != nil }
    names("WRAPPED", wrapped.map(\.name))
    names("BARE", wrapped.filter { $0.entrypoint == nil }.map(\.name))
  }
}

extension DeployText {
  /// As the scripts' function `expand` reads it.
  var template: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text.replacingAll("$", with: "$$")
      case .variable(let name, nil): "${\(name)}"
      case .variable(let name, let value?): "${\(name):-\(value)}"
      }
    }.joined()
  }
}
