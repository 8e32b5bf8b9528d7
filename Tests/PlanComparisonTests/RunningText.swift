import Diagnostics
import OutputTrees
import YAMLReading

/// What an engine, nginx or a shell reads of an artefact: its comments are gone.
enum RunningText {
  /// `nil` for what only people read.
  static func lines(of file: OutputFile) -> [String]? {
    if file.path.hasSuffix(".md") || file.path.hasSuffix(".example") { return nil }
    if file.path.hasSuffix(".yml") || file.path.hasSuffix(".yaml") {
      var log = DiagnosticLog()
      let source = SourceFile(path: file.path, bytes: file.bytes)
      let documents = YAMLDocument.readAll(source, into: &log) ?? []
      return documents.flatMap { lines(of: $0, "") }.sorted()
    }
    // The order of a script's entries follows the manifest's; a conf's order means something.
    let text = plain(String(decoding: file.bytes, as: UTF8.self))
    return file.path.hasSuffix(".sh") ? text.sorted() : text
  }

  /// Services of a stack whose tasks an update replaces: whatever changes but the update's own
  /// settings, ports, and labels of the service itself. A config of another name is another one.
  static func replacedTasks(from old: [String], to new: [String]) -> Set<String> {
    let renamed = Set(
      Set(new).subtracting(old).compactMap { line in
        part(of: "configs", in: line).flatMap { $0.key.hasPrefix("name: ") ? $0.name : nil }
      })
    var changed: Set<Substring> = []
    for line in Set(old).symmetricDifference(new) {
      guard let (name, key) = part(of: "services", in: line) else { continue }
      let isKept =
        key.hasPrefix("ports/")
        || key.hasPrefix("deploy/")
          && !["resources", "placement", "restart_policy"].contains {
            key.dropFirst("deploy/".count).hasPrefix($0)
          }
      if !isKept { changed.insert(name) }
    }
    for line in new {
      guard let (name, key) = part(of: "services", in: line), key.hasPrefix("configs/"),
        let config = key.firstRange(of: "/source: ").map({ key[$0.upperBound...] })
      else { continue }
      if renamed.contains(config) { changed.insert(name) }
    }
    // What prepares a version runs once a deployment, whatever changed.
    let prepares = Set(
      (old + new).compactMap { line in
        part(of: "services", in: line).flatMap { name, key in
          key == "labels/zdc.role: release" ? name : nil
        }
      })
    return Set(changed.subtracting(prepares).map(String.init))
  }

  /// The name and the rest of `/SECTION/NAME/REST`. No regular expression: there are millions of lines.
  private static func part(
    of section: String, in line: String
  ) -> (name: Substring, key: Substring)? {
    let parts = line.split(separator: "/", maxSplits: 2)
    return parts.count == 3 && parts[0] == section ? (parts[1], parts[2]) : nil
  }

  private static func plain(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }.map(String.init)
  }

  /// One line a leaf, with its path; a conf inside of a ConfigMap without its comments.
  private static func lines(of node: YAMLNode, _ path: String) -> [String] {
    switch node.content {
    case .scalar(let scalar):
      if scalar.text.contains("\n") { return plain(scalar.text).map { "\(path): \($0)" } }
      return ["\(path): \(scalar.text)"]
    case .sequence(let items):
      return items.enumerated().flatMap { lines(of: $0.element, "\(path)/\($0.offset)") }
    case .mapping(let entries):
      return entries.flatMap { lines(of: $0.value, "\(path)/\($0.key.value)") }
    }
  }
}
