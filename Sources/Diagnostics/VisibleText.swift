/// Text that a terminal can take: nothing in it moves the cursor, changes colours or reorders.
package enum VisibleText {
  /// Line feeds, tabs and returns as `\n`, `\t`, `\r`; other controls, and characters that are
  /// invisible or reorder text, as `<U+001B>`.
  package static func of(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ !isUnsafe($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isUnsafe(scalar) {
          result += name(scalar)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// The same for whole lines: line feeds and tabs stay.
  package static func lines(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || !isUnsafe($0) }) {
      return text
    }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        result += "\\r"
      } else if scalar != "\n", scalar != "\t", isUnsafe(scalar) {
        result += name(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Joiners make one emoji of several; all else of this kind is invisible or reorders.
    case .format: return scalar.value != 0x200C && scalar.value != 0x200D
    default: return false
    }
  }

  static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
  }
}
