extension Unicode.Scalar {
  /// Whether a reader of an artefact can't see the character, or sees others in a wrong order
  /// because of it: controls (tab and line breaks too), Unicode's line separators, the byte order
  /// mark, marks of writing direction, and what is no character. Writers escape these.
  ///
  /// Joiners (U+200C, U+200D) are not among them: scripts and emoji are spelled with them.
  package var isInvisible: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

extension String {
  /// Whether some character of the text is invisible; line breaks are.
  var hasInvisibleScalars: Bool { unicodeScalars.contains(where: \.isInvisible) }
}
