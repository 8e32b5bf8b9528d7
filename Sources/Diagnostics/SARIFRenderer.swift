internal import JSONWriting

/// Diagnostics in SARIF 2.1.0 (OASIS), which code scanning services read.
package struct SARIFRenderer: Sendable {
  private let version: String
  private let summaries: [DiagnosticCode: String]

  /// - Parameters:
  ///   - version: of zdc.
  ///   - summaries: what a rule says, in one line; rules without one stand with their code alone.
  package init(version: String, summaries: [DiagnosticCode: String] = [:]) {
    self.version = version
    self.summaries = summaries
  }

  /// With a line feed at its end.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    JSONWriter(.pretty).text(log(diagnostics)) + "\n"
  }

  private func log(_ diagnostics: [Diagnostic]) -> JSONValue {
    let codes = Set(diagnostics.map(\.code)).sorted()
    return [
      "$schema":
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "zdc", "version": .text(version), "rules": .array(codes.map(rule)),
            ]
          ],
          // Columns count Unicode scalars, as everywhere in zdc.
          "columnKind": "unicodeCodePoints",
          "results": .array(diagnostics.map { Self.result($0, codes: codes) }),
        ]
      ],
    ]
  }

  private func rule(_ code: DiagnosticCode) -> JSONValue {
    var members: [JSONValue.Member] = [.init("id", .text(code.description))]
    if let summary = summaries[code] {
      members.append(.init("shortDescription", ["text": .text(summary)]))
    }
    return .object(members)
  }

  private static func result(_ diagnostic: Diagnostic, codes: [DiagnosticCode]) -> JSONValue {
    let help = diagnostic.help.map { " (\($0))" } ?? ""
    var members: [JSONValue.Member] = [
      .init("ruleId", .text(diagnostic.code.description)),
      .init("ruleIndex", .integer(codes.firstIndex(of: diagnostic.code) ?? -1)),
      .init("level", .text(diagnostic.severity.word)),
      .init("message", ["text": .text(diagnostic.message + help)]),
    ]
    if let range = diagnostic.range {
      members.append(.init("locations", [["physicalLocation": physicalLocation(range)]]))
    }
    let related = diagnostic.notes.compactMap { note in note.range.map { (note.message, $0) } }
    if !related.isEmpty {
      members.append(
        .init(
          "relatedLocations",
          .array(
            related.enumerated().map { index, note in
              [
                "id": .integer(index), "physicalLocation": physicalLocation(note.1),
                "message": ["text": .text(note.0)],
              ]
            })))
    }
    return .object(members)
  }

  private static func physicalLocation(_ range: SourceRange) -> JSONValue {
    [
      "artifactLocation": ["uri": .text(uriReference(range.file.path))],
      "region": [
        "startLine": .integer(range.start.line), "startColumn": .integer(range.start.column),
        "endLine": .integer(range.end.line), "endColumn": .integer(range.end.column),
      ],
    ]
  }

  /// RFC 3986: all but unreserved characters and `/` percent-encoded; `file:` for absolute paths.
  private static func uriReference(_ path: String) -> String {
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (byte < 0x10 ? "0" : "") + digits
      }
    }
    return result
  }
}
