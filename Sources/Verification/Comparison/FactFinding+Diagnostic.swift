package import Diagnostics
import Planning

extension FactFinding {
  /// - Parameters:
  ///   - help: what to do next.
  ///   - others: where other artefacts state what the manifest says.
  package func diagnostic(help: String, others: [SourceRange]) -> Diagnostic {
    let (code, message) = sentence
    return Diagnostic(
      .error, code, at: place, message, help: help,
      notes: reasons + others.map { Diagnostic.Note("stated as the manifest says here", at: $0) })
  }

  private var sentence: (DiagnosticCode, String) {
    let property = (observed ?? expected)?.property.description ?? ""
    let wanted = expected.map { Self.shown($0.value) } ?? ""
    let found = observed.map { Self.shown($0.value) } ?? ""
    let isLine = (observed ?? expected)?.property.kind == .line
    return switch kind {
    case .different where isLine:
      (VerificationCodes.different, "this line is \(found), and zdc writes \(wanted)")
    case .missing where isLine:
      (VerificationCodes.missing, "zdc writes another line here: \(wanted)")
    case .extra where isLine:
      (VerificationCodes.extra, "zdc does not write this line: \(found)")
    case .misplaced:
      (
        VerificationCodes.misplaced,
        "'\(property)' of \(subject) stands behind what it should stand before"
      )
    case .different:
      (
        VerificationCodes.different,
        "'\(property)' of \(subject) is \(found), and \(wanted) by the manifest"
      )
    case .missing:
      (
        VerificationCodes.missing,
        "'\(property)' of \(subject) is missing here; by the manifest it is \(wanted)"
      )
    case .missingSubject:
      (
        VerificationCodes.missing,
        "\(subject) is missing here; the manifest makes it"
      )
    case .extra:
      (
        VerificationCodes.extra,
        "nothing in the manifest makes '\(property)' of \(subject), \(found)"
      )
    case .extraSubject:
      (VerificationCodes.extra, "nothing in the manifest says \(subject)")
    case .repeated:
      (VerificationCodes.repeated, "'\(property)' of \(subject) is stated more often than once")
    }
  }

  /// In quotes; YAML's own stay as they are, since they tell a text from a number.
  private static func shown(_ value: String) -> String {
    let line = value.replacingAll("\n", with: "\\n")
    let text = line.count > 120 ? line.prefix(117) + "…" : line
    let isQuoted = text.count > 1 && text.hasPrefix("'") && text.hasSuffix("'")
    return isQuoted ? text : "'\(text)'"
  }

  private var reasons: [Diagnostic.Note] {
    guard let origin = expected?.origin else { return [] }
    return [
      Diagnostic.Note(
        origin.reason.map { "it follows from this line (\($0))" } ?? "the manifest says so here",
        at: origin.range)
    ]
  }
}
