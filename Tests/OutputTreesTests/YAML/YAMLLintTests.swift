import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct YAMLLintTests {
  /// All of yamllint's default rules but the length of lines: nothing is ever folded.
  @Test(.enabled(if: Tool.isThere("yamllint"), "needs yamllint in ZDC_TOOLS or PATH"))
  func yamllintHasNothingToSay() throws {
    let texts = AwkwardTexts.all
    let tree: YAMLTree = [
      "words": .words(texts), "items": .sequence(texts.map(YAMLTree.text)),
      "maps": .sequence(texts.map { ["on": .text($0), "block": .block($0)] }),
      "nested": [[["a", [:]], []], ["b"], .list { YAMLTree.text("c").because("why") }],
      "spaced": YAMLTree.map {
        entry("a", YAMLTree.block("x\n\n\ny\n").because("why"))
        entry("b", YAMLTree.block("x").because(""))
      }.spaced,
    ]
    let file = YAMLWriter.file(
      path: "x.yml", header: ["x"], documents: [tree.spaced, [["a": ["b"]]]])
    try withScratchFolder { folder in
      let path = folder.appending(path: "x.yml").path
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
      let rules = "{extends: default, rules: {line-length: disable}}"
      let yamllint = try #require(Tool("yamllint"))
      let outcome = try yamllint.run(["--strict", "-f", "parsable", "-d", rules, path])
      #expect(outcome.text == "")
      #expect(outcome.status == 0)
    }
  }
}
