extension String {
  /// `replacing(_:with:)`, at no cost for the many texts that hold nothing to replace.
  package func replacingAll(_ part: String, with replacement: String) -> String {
    guard let first = part.utf8.first, utf8.contains(first) else { return self }
    return replacing(part, with: replacement)
  }
}
