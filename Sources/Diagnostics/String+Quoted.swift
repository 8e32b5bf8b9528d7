extension String {
  /// The value in single quotes, as messages name it, cut after 60 characters.
  ///
  /// Control characters stay as they are: the renderers make them visible.
  package var quoted: String {
    let limit = 60
    let cut = unicodeScalars.prefix(limit + 1)
    if cut.count <= limit { return "'\(self)'" }
    return "'\(String(String.UnicodeScalarView(cut.prefix(limit))))…'"
  }

  /// The text as a terminal may show it: control characters and what reorders text by their names.
  package var visible: String { VisibleText.of(self) }
}
