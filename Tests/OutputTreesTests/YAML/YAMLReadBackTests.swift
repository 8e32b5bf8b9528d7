import Foundation
import TestSupport
import Testing

@testable import OutputTrees

/// What the writer writes is what others read.
@Suite(
  .waits, .slow, .enabled(if: PythonLibraries.areThere, Comment(rawValue: PythonLibraries.reason)))
struct YAMLReadBackTests {
  private static let texts = AwkwardTexts.all + ["a\0b"]

  /// One document that has each text as a value, a key, a word, an item and a block.
  private static func document(_ texts: [String]) -> YAMLTree {
    [
      "values": .sequence(texts.map { ["name": .text($0)] }),
      "keys": .mapping(distinct(texts).map { .init($0, .text($0)) }),
      "words": .words(texts),
      "items": .sequence(texts.map(YAMLTree.text)),
      "nested": .sequence([.sequence(texts.map(YAMLTree.block)), .words(texts)]),
      "blocks": .sequence(texts.map { ["block": .block($0), "after": true] }),
    ]
  }

  /// By bytes, as YAML compares: Swift takes canonically equivalent texts for equal.
  private static func distinct(_ texts: [String]) -> [String] {
    var seen = Set<[UInt8]>()
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  /// All readers must see what the JSON beside it says, in every place.
  private static let script = """
    import io, json, sys, yaml
    from ruamel.yaml import YAML
    text = open(sys.argv[1], "rb").read()
    expected = json.load(open(sys.argv[2]))
    def ruamel(version, pure):
        reader = YAML(typ="safe", pure=pure)
        reader.version = version
        reader.max_depth = None
        return reader.load(io.BytesIO(text))
    readers = {
        "PyYAML": lambda: yaml.load(text, yaml.SafeLoader),
        "libyaml": lambda: yaml.load(text, yaml.CSafeLoader),
        "ruamel 1.2": lambda: ruamel(None, True),
        "ruamel 1.1": lambda: ruamel((1, 1), True),
    }
    for name, read in readers.items():
        seen = read()
        flat = {
            "values": [x["name"] for x in seen["values"]],
            "keys": list(seen["keys"].keys()),
            "key values": list(seen["keys"].values()),
            "words": seen["words"], "items": seen["items"],
            "nested blocks": seen["nested"][0], "nested words": seen["nested"][1],
            "blocks": [x["block"] for x in seen["blocks"]],
        }
        for place, values in flat.items():
            wanted = expected["keys"] if place.startswith("key") else expected["texts"]
            if len(values) != len(wanted):
                print(name, place, "has", len(values), "for", len(wanted))
            for one, other in zip(values, wanted):
                if type(one) is not str or one != other:
                    print(name, place, ascii(one), "instead of", ascii(other))
    """

  private func complaints(about texts: [String]) throws -> String {
    let file = YAMLWriter.file(path: "x.yml", header: ["x"], documents: [Self.document(texts)])
    #expect(file.lineOrigins.count == file.bytes.count(where: { $0 == UInt8(ascii: "\n") }))
    let keys = Self.distinct(texts)
    return try withScratchFolder { folder in
      let paths = ["x.yml", "x.json", "x.py"].map { folder.appending(path: $0) }
      try Data(file.bytes).write(to: paths[0])
      try JSONEncoder().encode(["texts": texts, "keys": keys]).write(to: paths[1])
      try Data(Self.script.utf8).write(to: paths[2])
      let python = try #require(Tool("python3"))
      let outcome = try python.run([paths[2].path, paths[0].path, paths[1].path])
      return outcome.text + outcome.errors
    }
  }

  @Test func awkwardTextsAreReadBack() throws {
    #expect(Self.texts.count > 150)
    #expect(try complaints(about: Self.texts) == "")
  }

  @Test func randomTextsAreReadBack() throws {
    #expect(try complaints(about: AwkwardTexts.random(count: 1500, seed: 7)) == "")
  }

  @Test func longKeysAndTextsAreReadBack() throws {
    let texts = [1000, 1021, 1023, 1024, 1025, 5000].flatMap { count in
      [String(repeating: "k", count: count), String(repeating: "한 글", count: count)]
    }
    #expect(try complaints(about: texts) == "")
  }
}
