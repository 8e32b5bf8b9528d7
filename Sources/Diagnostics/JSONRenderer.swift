package import JSONWriting

/// Diagnostics for programs: one JSON document, an array with an object a diagnostic.
///
///     [{ "severity": "error", "code": "ZDC120", "message": "…", "help": "…" or null,
///        "file": "shop.yml" or null,
///        "range": { "start": { "line": 23, "column": 19 }, "end": { … } } or null,
///        "notes": [{ "message": "…", "file": …, "range": … }] }]
///
/// Lines and columns count from 1, columns in Unicode scalars; `end` is the place after the last
/// character.
package struct JSONRenderer: Sendable {
  package init() {}

  /// With a line feed at its end.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    JSONWriter(.pretty).text(value(diagnostics)) + "\n"
  }

  /// For documents that hold diagnostics among other things.
  package func value(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(
      diagnostics.map { diagnostic in
        [
          "severity": .text(diagnostic.severity.word), "code": .text(diagnostic.code.description),
          "message": .text(diagnostic.message),
          "help": diagnostic.help.map(JSONValue.text) ?? .null,
          "file": Self.file(diagnostic.range), "range": Self.range(diagnostic.range),
          "notes": .array(
            diagnostic.notes.map { note in
              [
                "message": .text(note.message), "file": Self.file(note.range),
                "range": Self.range(note.range),
              ]
            }),
        ]
      })
  }

  private static func file(_ range: SourceRange?) -> JSONValue {
    range.map { .text($0.file.path) } ?? .null
  }

  private static func range(_ range: SourceRange?) -> JSONValue {
    range.map { ["start": mark($0.start), "end": mark($0.end)] } ?? .null
  }

  private static func mark(_ mark: SourceMark) -> JSONValue {
    ["line": .integer(mark.line), "column": .integer(mark.column)]
  }
}
