import Diagnostics
import Testing

@testable import OutputTrees

struct YAMLWriterTests {
  private func written(_ documents: YAMLTree...) -> String {
    let file = YAMLWriter.file(path: "x.yml", header: ["made"], documents: documents)
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func aMapOnOneLine() {
    let tree: YAMLTree = [
      "logging": (["driver": "a, b", "options": ["max-file": "3", "none": [:]]] as YAMLTree)
        .onOneLine.because("why")
    ]
    #expect(
      written(tree) == """
        # made
        ---
        # why
        logging: {driver: 'a, b', options: {max-file: '3', none: {}}}

        """)
    let patched = tree.merging(["logging": ["driver": "c"]])
    #expect(written(patched).contains("logging:\n  driver: c\n  options:\n"))
  }

  @Test func aDocumentReadsLikeItsLiteral() {
    let absent: String? = nil
    let tree: YAMLTree = [
      "services": YAMLTree(
        dictionaryLiteral: (
          "django",
          [
            "image": "nn-django:${TAG:-dev}", "user": absent.map(YAMLTree.text),
            "healthcheck": ["test": .words(["CMD", "curl", "a, b"]), "retries": 3],
            "ports": ["80:80", "8000/tcp"], "tty": true, "labels": [:], "dns": [],
          ]
        ),
        ("redis", ["image": "redis:7-alpine", "command": .null])
      ).spaced,
      "volumes": ["data": [:]],
    ]
    #expect(
      written(tree.spaced) == """
        # made
        ---
        services:
          django:
            image: nn-django:${TAG:-dev}
            healthcheck:
              test: [CMD, curl, 'a, b']
              retries: 3
            ports:
              - '80:80'
              - 8000/tcp
            tty: true
            labels: {}
            dns: []

          redis:
            image: redis:7-alpine
            command: null

        volumes:
          data: {}

        """)
  }

  @Test func commentsStandAboveKeysAndItems() {
    let tree = YAMLTree.map {
      entry("a", YAMLTree.integer(1).because("why a\nand more \u{7}"))
      entry(
        "list",
        .list {
          YAMLTree.map {
            entry("name", YAMLTree.text("x").because("of the first key"))
          }.because("of the item")
          YAMLTree.text("y").commented(["", "of y"])
        })
    }
    #expect(
      written(tree.because("of the document")) == """
        # made
        ---
        # of the document
        # why a
        # and more \\u{7}
        a: 1
        list:
          # of the item
          # of the first key
          - name: x
          #
          # of y
          - 'y'

        """)
  }

  @Test func blocksChompAndIndentAsTheirTextAsks() {
    let tree: YAMLTree = [
      "ends": .block("a\nb\n"), "open": .block("a\n\nb"), "indented": .block("\n  a\nb\n"),
      "quoted": .block("a \nb\n"), "items": [.block("x\ny\n")],
    ]
    #expect(
      written(tree) == """
        # made
        ---
        ends: |
          a
          b
        open: |-
          a

          b
        indented: |2

            a
          b
        quoted: "a \\nb\\n"
        items:
          - |
            x
            y

        """)
  }

  @Test func documentsAndNestedSequences() {
    let first: YAMLTree = [[["a", "b"], ["c"]], ["k": "v", "l": "w"]]
    #expect(
      written(first, "text") == """
        # made
        ---
        - - - a
            - b
          - - c
        - k: v
          l: w
        ---
        text

        """)
  }

  @Test func everyLineKnowsItsOrigin() {
    let source = SourceFile(path: "m.yml", bytes: [])
    func origin(_ line: Int) -> Origin {
      let mark = SourceMark(line: line, column: 1)
      return Origin(SourceRange(file: source, start: mark, end: mark))
    }
    let tree = YAMLTree.map {
      entry("fixed", "x")
      entry("service", origin: origin(3)) {
        entry("port", YAMLTree.integer(80, origin: origin(4)).because("why"))
        entry("conf", YAMLTree.block("a\n\nb\n", origin: origin(5)))
        entry("words", YAMLTree.words(["a"]))
      }
    }.spaced
    let file = YAMLWriter.file(path: "x.yml", header: ["made"], documents: [tree])
    #expect(
      file.lineOrigins.map { $0?.range.start.line } == [
        nil, nil, nil, nil, 3, 4, 4, 5, 5, 5, 5, 3,
      ])
  }

  @Test(arguments: [
    "nginx:1.29-alpine", "10.0.0.1", "127.0.0.1:80:80", "--noinput", "http://a:8000/b?c=d#e", "a#b",
    "500m", "20Gi", "30s", "1.2.3", "../docker/nginx", "${TAG:-dev}", "config.asgi:application",
    "*x".replacing("*", with: "a*"), "한국어", "👩‍👩‍👧", "it's", "{{".replacing("{{", with: "a{{b}}"),
    "Off-line", "none", "/api/", "$$", "a = b",
  ])
  func textsThatNeedNoQuotesHaveNone(_ text: String) {
    #expect(written(["k": .text(text)]) == "# made\n---\nk: \(text)\n")
  }
}
