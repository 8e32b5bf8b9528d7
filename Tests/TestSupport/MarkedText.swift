package import Diagnostics

/// A text with places marked in it (`port: 1️⃣99999`), taken apart.
package struct MarkedText {
  package let text: String
  /// Marker → the place of what follows it.
  package private(set) var places: [String: SourceMark] = [:]

  package init(_ marked: String) {
    var text = ""
    var line = 1
    var column = 1
    for character in marked {
      let scalars = character.unicodeScalars
      if scalars.count == 3, scalars.last == "\u{20E3}" {
        places[String(character)] = SourceMark(line: line, column: column)
        continue
      }
      text.append(character)
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += scalars.count
      }
    }
    self.text = text
  }
}
