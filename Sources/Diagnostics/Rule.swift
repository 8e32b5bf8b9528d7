/// One rule that zdc holds a project against, and the page that explains it.
package struct Rule: Sendable {
  /// What a project may do with it by its key `rules`.
  package enum Setting: Sendable {
    /// Off, warning or error.
    case free
    /// Always as it is: artefacts would be wrong without it.
    case fixed
  }

  package let code: DiagnosticCode
  /// As long as the project sets no other.
  package let severity: Severity
  package let setting: Setting
  /// The rule itself in one sentence, lower case, no full stop.
  package let title: String
  package let page: RulePage

  package init(
    _ code: DiagnosticCode, _ severity: Severity, _ setting: Setting, _ title: String,
    page: RulePage
  ) {
    self.code = code
    self.severity = severity
    self.setting = setting
    self.title = title
    self.page = page
  }
}

/// What `zdc explain CODE` says.
package struct RulePage: Sendable {
  /// What breaks in production where the rule is broken.
  package let breaks: String
  /// A manifest, without its first two lines, that this rule alone finds fault with; the digit
  /// emoji mark where.
  package let markedWrong: String
  /// One beside it that is right.
  package let right: String
  /// What to do, where no page can show an example: bytes that are no text, texts without end.
  package let instead: String?
  /// Where the rule comes from: a measurement, a specification, the documentation of an engine.
  package let source: String

  package init(breaks: String, wrong: String, right: String, source: String) {
    self.breaks = breaks
    self.markedWrong = wrong
    self.right = right
    self.instead = nil
    self.source = source
  }

  /// The page of a rule whose examples can't be printed.
  package init(breaks: String, instead: String, source: String) {
    self.breaks = breaks
    self.markedWrong = ""
    self.right = ""
    self.instead = instead
    self.source = source
  }

  /// The wrong example as a user would write it.
  package var wrong: String {
    var text = String.UnicodeScalarView()
    var rest = markedWrong.unicodeScalars[...]
    while let first = rest.first {
      let isMarker = ("0"..."9").contains(first) && rest.dropFirst(2).first == "\u{20E3}"
      if isMarker {
        rest = rest.dropFirst(3)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }
}
