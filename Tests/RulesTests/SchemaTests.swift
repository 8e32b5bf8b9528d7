import Diagnostics
import Foundation
import JSONWriting
import ManifestModel
import Rules
import TestSupport
import Testing

/// PyPI's jsonschema reads the schema, and ruamel.yaml the manifests by YAML 1.2: what editors do.
@Suite("The JSON Schema", .waits)
struct SchemaTests {
  static let python: Tool? = {
    guard let python = Tool("python3"),
      let outcome = try? python.run(["-c", "import jsonschema, ruamel.yaml, yaml"]),
      outcome.status == 0
    else { return nil }
    return python
  }()

  /// A validator that reads by YAML 1.1 takes dates and `off` for no texts, unless they are quoted.
  private enum Reader: String {
    case ruamel, pyyaml
  }

  private static let script = """
    import json, sys, jsonschema, ruamel.yaml, yaml
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name in sys.argv[3:]:
      if sys.argv[2] == 'pyyaml':
        data = yaml.safe_load(open(name))
      else:
        data = ruamel.yaml.YAML(typ='safe', pure=True).load(open(name))
        data = json.loads(json.dumps(data, default=str))
      print(sum(1 for _ in validator.iter_errors(data)))
      for fault in validator.iter_errors(data):
        print(name, list(fault.absolute_path), fault.message[:300], file=sys.stderr)
    """

  /// How many faults the schema finds in each text.
  private static func faults(
    in texts: [String], readBy reader: Reader = .ruamel
  ) throws -> (counts: [Int], errors: String) {
    try withScratchFolder { folder in
      let schema = folder.appending(path: "schema.json")
      let json = JSONWriter(.pretty).text(ManifestSchema.make())
      try json.write(to: schema, atomically: true, encoding: .utf8)
      var arguments = ["-c", script, schema.path, reader.rawValue]
      for (index, text) in texts.enumerated() {
        let file = folder.appending(path: "\(index).yml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        arguments.append(file.path)
      }
      let outcome = try #require(python).run(arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return (outcome.text.split(separator: "\n").compactMap { Int($0) }, outcome.errors)
    }
  }

  @Test(
    "accepts every manifest that ships",
    .enabled(if: python != nil, "needs a python3 with jsonschema, PyYAML and ruamel.yaml"))
  func accepts() throws {
    let folder = Repository.manifests
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yml") }.sorted()
    #expect(names.count >= 3)
    let texts = try names.map(Repository.manifest)
    for reader in [Reader.ruamel, .pyyaml] {
      let (counts, errors) = try Self.faults(in: texts, readBy: reader)
      #expect(counts == names.map { _ in 0 }, "\(reader): \(errors)")
    }
  }

  @Test(
    "accepts every right example of the rules",
    .enabled(if: python != nil, "needs a python3 with jsonschema, PyYAML and ruamel.yaml"))
  func acceptsExamples() throws {
    let texts = RuleCatalogue.rules.map { RuleExample.manifest($0.page.right) }
    let (counts, errors) = try Self.faults(in: texts)
    #expect(counts == texts.map { _ in 0 }, "\(errors)")
  }

  /// Edits of the example, each of which zdc rejects too.
  private static let edits = [
    ("zdc: 1", "zdc: 2"),
    ("project: brain-tumor", "project: Brain_Tumor"),
    ("    port: 8000", "    port: \"8000\""),
    ("    port: 9000", "    port: 90000"),
    ("    replicas: 2", "    replica: 2"),
    ("interval: 10s", "interval: 10"),
    ("health: /health ", "health: health "),
    ("DEBUG: \"False\"", "DEBUG: [False]"),
    ("order: start-first", "order: start"),
    ("access: shared", "access: both"),
    ("{ env: DJANGO_DB_ROOT_PASS }", "{}"),
    ("{ volume: django_static }", "{ volume: django_static, service: django }"),
    ("spa: true", "spa: yes"),
    ("directory: ../brain_tumor_front/dist, ", ""),
    ("MYSQL_PASSWORD_FILE: db-root-password", "MYSQL_PASSWORD_FILE: ${PASSWORD}"),
    ("services: { django: { replicas: 1 }", "services: { django: { replicas: one }"),
  ]

  @Test(
    "rejects what zdc rejects",
    .enabled(if: python != nil, "needs a python3 with jsonschema, PyYAML and ruamel.yaml"))
  func rejects() throws {
    let example = try Repository.manifest("brain-tumor.yml")
    let texts = try Self.edits.map { wanted, replacement in
      let range = try #require(example.range(of: wanted), "\(wanted)")
      return example.replacingCharacters(in: range, with: replacement)
    }
    for (text, edit) in zip(texts, Self.edits) {
      #expect(Decoding.decode(text).log.hasErrors, "zdc accepts \(edit)")
    }
    let (counts, _) = try Self.faults(in: texts)
    for (count, edit) in zip(counts, Self.edits) {
      #expect(count > 0, "the schema accepts \(edit)")
    }
    #expect(counts.count == Self.edits.count)
  }
}
