import Foundation
import TestSupport
import Testing

/// One directive of an nginx configuration, as crossplane reads it; includes are in their place.
struct Directive: Decodable, Sendable {
  let name: String
  let arguments: [String]
  let block: [Directive]

  /// The directives of that name in this block.
  func all(_ name: String) -> [Directive] { block.filter { $0.name == name } }

  func first(_ name: String) -> [String]? { all(name).first?.arguments }

  /// The directives of that name in this block and in all blocks within.
  func deep(_ name: String) -> [Directive] {
    block.flatMap { ($0.name == name ? [$0] : []) + $0.deep(name) }
  }
}

/// PyYAML's and crossplane's view of the guide's files and of the generated ones, in one process.
enum SecondReaders {
  static let areThere: Bool = {
    let outcome = try? Tool("python3")?.run(["-c", "import yaml, crossplane"])
    return outcome?.status == 0
  }()
  static let reason: Comment = "needs python3 with PyYAML and crossplane in ZDC_TOOLS or PATH"

  private struct Answer: Decodable, Sendable {
    let yaml: [String: [Tree]]
    let nginx: [String: [Directive]]
  }

  private static let script = """
    import crossplane, json, os, sys, yaml
    answer = {"yaml": {}, "nginx": {}}
    def directive(line):
        return {"name": line["directive"], "arguments": line["args"],
                "block": [directive(inner) for inner in line.get("block") or []]}
    for name in sys.argv[1:]:
        if name.endswith(".conf"):
            # Files of the image and of the host's state are not here to be included.
            payload = crossplane.parse(
                name, combine=True, check_ctx=False, check_args=False, comments=False)
            answer["nginx"][name] = [directive(d) for d in payload["config"][0]["parsed"]]
        else:
            with open(name) as file:
                answer["yaml"][name] = list(yaml.safe_load_all(file))
    json.dump(answer, sys.stdout, default=str)
    """

  private static let answer: Answer? = {
    let guide = ["docker-compose.blue-green.yml", "docker-compose.swarm.yml"]
    let files =
      (guide + ["django-deployment.yml", "nginx-blue-green.conf", "nginx-swarm.conf"])
      .map { Guide.folder.appending(path: $0).path }
      + (guide.map { "docker/\($0)" } + Generated.workloads
      + ["docker/nginx/nginx-blue-green.conf", "docker/nginx/nginx-swarm.conf"])
      .map { Generated.folder.appending(path: $0).path }
      + [Repository.root.appending(path: "manifests/brain-tumor.yml").path]
    guard let outcome = try? Tool("python3")?.run(["-c", script] + files), outcome.status == 0
    else { return nil }
    return try? JSONDecoder().decode(Answer.self, from: outcome.output)
  }()

  /// The documents of one of those files.
  static func documents(_ file: URL) throws -> [Tree] {
    let read = try #require(answer, "the readers failed")
    return try #require(read.yaml[file.path], "\(file.path)")
  }

  static func guide(_ name: String) throws -> Tree {
    try #require(documents(Guide.folder.appending(path: name)).first)
  }

  static func generated(_ path: String) throws -> Tree {
    try #require(documents(Generated.folder.appending(path: path)).first)
  }

  /// A whole configuration as one block.
  static func nginx(_ file: URL) throws -> Directive {
    let read = try #require(answer, "the readers failed")
    let parsed = try #require(read.nginx[file.path], "\(file.path)")
    return Directive(name: "main", arguments: [], block: parsed)
  }

  static func guideConf(_ name: String) throws -> Directive {
    try nginx(Guide.folder.appending(path: name))
  }

  static func generatedConf(_ name: String) throws -> Directive {
    try nginx(Generated.folder.appending(path: "docker/nginx/\(name)"))
  }
}
