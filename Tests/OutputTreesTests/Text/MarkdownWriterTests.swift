import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct MarkdownWriterTests {
  @Test func aDocumentReadsLikeItsBlocks() {
    let name = "a_b*c"
    let command = "docker ps | grep `x`"
    let file = MarkdownWriter.file(
      path: "RUNBOOK.md", header: ["made --by", "zdc"],
      blocks: [
        .heading(1, "\(name): runbook"), .paragraph("Run \(code: command)\nthen **wait**."),
        .bullets(["one", "\("- two")"]), .steps(["first", "second"]),
        .code("a\n```\nb\n", language: "bash"),
        .table(header: ["key", "value"], rows: [["\(code: "a|b")", "\("x|y")"]]),
      ])
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == """
        <!--
         made - -by
         zdc
        -->

        # a\\_b\\*c: runbook

        Run ``docker ps | grep `x` `` then **wait**.

        - one
        - \\- two

        1. first
        2. second

        ````bash
        a
        ```
        b
        ````

        | key | value |
        | --- | --- |
        | `a\\|b` | x\\|y |

        """
        .replacing("``docker ps | grep `x` ``", with: "`` docker ps | grep `x` ``"))
    #expect(file.lineOrigins.count == file.bytes.count(where: { $0 == UInt8(ascii: "\n") }))
  }

  private static let hasReader: Bool = {
    let outcome = try? Tool("python3")?.run(["-c", "import markdown_it"])
    return outcome?.status == 0
  }()

  /// What a reader shows of each paragraph, item, heading and cell, and of each code span.
  private static let script = """
    import json, sys
    from markdown_it import MarkdownIt
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = [t for t in reader.parse(open("x.md", newline="").read()) if t.type == "inline"]
    expected = json.load(open("texts.json"))
    if len(shown) != len(expected):
        print(len(shown), "texts for", len(expected))
    for token, text in zip(shown, expected):
        kinds = {c.type for c in token.children}
        content = "".join(c.content for c in token.children)
        if content != text or not kinds <= {"text", "code_inline", "text_special"}:
            print(ascii(content), ascii(text), kinds)
    """

  /// One line, and no blanks at its ends, which Markdown (this reader: no wide ones) does not keep.
  private static let texts = (AwkwardTexts.all + AwkwardTexts.random(count: 800, seed: 41))
    .filter { text in
      !text.isEmpty && text.first?.isWhitespace == false && text.last?.isWhitespace == false
        && text.unicodeScalars.allSatisfy { !$0.isInvisible }
    }

  @Test(.enabled(if: hasReader, "needs python3 with markdown-it-py in ZDC_TOOLS or PATH"))
  func dataMeansItself() throws {
    let texts = Self.texts
    // A backslash before `|` is lost in a table's code: GitHub's dialect has no form for it.
    let cells = texts.filter { !$0.contains("\\|") }
    let file = MarkdownWriter.file(
      path: "x.md", header: ["x"],
      blocks: texts.map { .paragraph("\($0)") } + texts.map { .paragraph("a \(code: $0) b") }
        + texts.map { .heading(2, "\($0)") }
        + [
          .bullets(texts.map { "\($0)" }),
          .table(header: ["a", "b"], rows: cells.map { ["\($0)", "\(code: $0)"] }),
        ])
    let expected =
      texts + texts.map { "a \($0) b" } + texts + texts + ["a", "b"] + cells.flatMap { [$0, $0] }
    let outcome = try withScratchFolder { folder in
      try Data(file.bytes).write(to: folder.appending(path: "x.md"))
      try JSONEncoder().encode(expected).write(to: folder.appending(path: "texts.json"))
      try Data(Self.script.utf8).write(to: folder.appending(path: "x.py"))
      return try #require(Tool("python3")).run(["x.py"], in: folder)
    }
    #expect(outcome.text + outcome.errors == "")
  }
}
