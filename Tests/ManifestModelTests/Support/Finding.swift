import Diagnostics
import ManifestModel
import TestSupport
import Testing

/// A diagnostic that a test expects, at a marker of its text.
struct Finding {
  let marker: String
  let code: DiagnosticCode
  let message: String
  let help: String?

  init(_ marker: String, _ code: DiagnosticCode, _ message: String, help: String? = nil) {
    self.marker = marker
    self.code = code
    self.message = message
    self.help = help
  }
}

/// Decoding finds exactly this, each at its marker.
func expectDecoding(
  of marked: String, environment: String? = nil, finds expected: [Finding],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let source = MarkedText(marked)
  let (_, log) = Decoding.decode(source.text, environment: environment)
  expect(log, in: source, finds: expected, sourceLocation: sourceLocation)
}

func expect(
  _ log: DiagnosticLog, in source: MarkedText, finds expected: [Finding],
  sourceLocation: SourceLocation
) {
  var rest = log.sorted
  for finding in expected {
    guard let place = source.places[finding.marker] else {
      Issue.record("the text has no marker \(finding.marker)", sourceLocation: sourceLocation)
      continue
    }
    let index = rest.firstIndex {
      $0.code == finding.code && $0.range?.start == place && $0.message == finding.message
        && (finding.help == nil || $0.help == finding.help)
    }
    if let index {
      rest.remove(at: index)
    } else {
      Issue.record(
        "not found: \(finding.code) at \(place): \(finding.message), \(finding.help ?? "")",
        sourceLocation: sourceLocation)
    }
  }
  for diagnostic in rest {
    let place = diagnostic.range.map(String.init(describing:)) ?? "nowhere"
    Issue.record(
      "not expected: \(place): \(diagnostic.message) [\(diagnostic.code)] \(diagnostic.help ?? "")",
      sourceLocation: sourceLocation)
  }
}
