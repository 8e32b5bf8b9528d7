import Foundation

/// What PyYAML makes of YAML files, all of them in one process.
package enum YAMLFiles {
  package static let canBeRead: Bool = {
    let outcome = try? Tool("python3")?.run(["-c", "import yaml"])
    return outcome?.status == 0
  }()

  private static let script = """
    import json, sys, yaml
    # YAML 1.1 has types for a lone `=` and `<<`, which others write plain where they are texts.
    for kind in ["value", "merge"]:
        yaml.SafeLoader.add_constructor(
            "tag:yaml.org,2002:" + kind, yaml.SafeLoader.construct_yaml_str)
    def read(name):
        with open(name, encoding="utf-8") as file:
            return list(yaml.safe_load_all(file))
    json.dump({name: read(name) for name in sys.argv[1:]}, sys.stdout, default=str)
    """

  /// The documents of each file, by path.
  package static func read(_ paths: [String]) throws -> [String: [Tree]] {
    guard let python = Tool("python3") else { throw CocoaError(.fileNoSuchFile) }
    let outcome = try python.run(["-c", script] + paths)
    guard outcome.status == 0 else { throw Unreadable(complaint: outcome.errors) }
    return try JSONDecoder().decode([String: [Tree]].self, from: outcome.output)
  }

  /// What the reader says against a file.
  package struct Unreadable: Error { package let complaint: String }
}
