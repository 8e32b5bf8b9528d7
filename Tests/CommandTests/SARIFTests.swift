import Foundation
import TestSupport
import Testing

/// What the commands print as SARIF, held against the schema of the standard.
@Suite(.waits) struct SARIFTests {
  private static let python: Tool? = {
    guard let python = Tool("python3"),
      let outcome = try? python.run(["-c", "import jsonschema"]), outcome.status == 0
    else { return nil }
    return python
  }()

  private static let schema = Repository.root
    .appending(path: "Tests/CommandTests/Data/sarif-schema-2.1.0.json")

  private static let script = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    checker = jsonschema.FormatChecker()
    validator = jsonschema.Draft4Validator(schema, format_checker=checker)
    for path in sys.argv[2:]:
        for error in validator.iter_errors(json.load(open(path, encoding="utf-8"))):
            print(path, list(error.absolute_path), error.message)
    """

  @Test(.enabled(if: python != nil, "needs a python3 with jsonschema"))
  func everyDocumentIsValid() throws {
    let folder = try ScratchFolder()
    let names = try Self.write(to: folder)
    var documents: [String] = []
    for (index, arguments) in names.map({ ["check", $0] }).enumerated() {
      let outcome = try BuiltBinary.run(arguments + ["--format", "sarif"], in: folder.url)
      #expect(outcome.status == (index == 0 ? 0 : 1))
      documents.append(outcome.output)
    }
    let drift = try BuiltBinary.run(
      ["build", names[0], "--check", "--format", "sarif"], in: folder.url)
    documents.append(drift.output)
    #expect(documents.contains { $0.contains("relatedLocations") })
    let faults = try faults(of: documents, in: folder)
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test(.enabled(if: python != nil, "needs a python3 with jsonschema"))
  func theSchemaFindsFaults() throws {
    let folder = try ScratchFolder()
    let name = try Self.write(to: folder)[1]
    let text = try BuiltBinary.run(["check", name, "--format", "sarif"], in: folder.url).output
    for (right, wrong) in [
      (#""startLine": "#, #""startLine": -"#), (#""level": "error""#, #""level": "fatal""#),
      (#""physicalLocation""#, #""place""#),
    ] {
      #expect(text.contains(right))
      #expect(try !faults(of: [text.replacing(right, with: wrong)], in: folder).isEmpty)
    }
  }

  private func faults(of documents: [String], in folder: ScratchFolder) throws -> String {
    let paths = documents.indices.map { "\($0).sarif" }
    for (path, document) in zip(paths, documents) { try folder.write(document, to: path) }
    let python = try #require(Self.python)
    let outcome = try python.run(
      ["-c", Self.script, Self.schema.path] + paths, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.text
  }

  /// One good manifest, then ones with faults of every stage and hostile text.
  private static func write(to folder: ScratchFolder) throws -> [String] {
    let good = """
      zdc: 1
      project: little
      services:
        web: { image: "a/web:1", port: 8080, health: /up, command: [serve] }
      """
    let manifests = [
      ("good.yml", good),
      ("wrong port, 100 %.yml", good.replacing("8080", with: #""\u001b[31m\r\n99999""#)),
      ("twice 한글.yml", good + "\nproject: again\nservices: {}\n"),
      ("no yaml.yml", "zdc: [1\n\u{7}"), ("empty.yml", ""),
      ("unknown.yml", good.replacing("health", with: "helth") + "\nnope: 1\n"),
    ]
    for (name, text) in manifests { try folder.write(text, to: name) }
    return manifests.map(\.0)
  }
}
