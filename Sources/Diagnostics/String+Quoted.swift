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
}
