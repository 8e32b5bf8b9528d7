import Testing

@testable import OutputTrees

struct YAMLMergingTests {
  private func written(_ tree: YAMLTree) -> String {
    String(
      decoding: YAMLWriter.file(path: "x", header: [], documents: [tree]).bytes, as: UTF8.self)
  }

  @Test func mapsMergeNullRemovesListsReplace() {
    let base: YAMLTree = [
      "keep": 1, "gone": 2, "deep": ["a": 1, "b": YAMLTree.integer(2).because("why b")],
      "list": ["x", "y"], "command": .words(["a"]),
    ]
    let patch: YAMLTree = [
      "gone": .null, "deep": ["b": 3, "c": .null, "d": ["e": .null, "f": 4]], "list": ["z"],
      "command": ["b", "c"],
    ]
    #expect(
      written(base.merging(patch)) == """
        ---
        keep: 1
        deep:
          a: 1
          # why b
          b: 3
          d:
            f: 4
        list:
          - z
        command: [b, c]

        """)
  }

  @Test func itemsWithANameMergeByIt() {
    let base: YAMLTree = ["containers": [["name": "a", "image": "x"], ["name": "b"]]]
    let patch: YAMLTree = ["containers": [["name": "a", "image": "y"], ["name": "c"]]]
    let merged = base.merging(patch)
    #expect(merged.value(at: ["containers", "a", "image"])?.text == "y")
    #expect(merged["containers"]?.items?.map(\.name) == ["a", "b", "c"])
    let other: YAMLTree = ["containers": [["image": "z"]]]
    #expect(base.merging(other)["containers"]?.items?.count == 1)
  }

  @Test func lookupsFindNothingWhereNothingIs() {
    let tree: YAMLTree = ["a": ["b": "c"]]
    #expect(tree.value(at: ["a", "b"])?.text == "c")
    #expect(tree.value(at: ["a", "x", "y"]) == nil)
    #expect(tree["a"]?["b"]?["c"] == nil)
    #expect(tree.value(at: [])?.entries?.count == 1)
  }
}
