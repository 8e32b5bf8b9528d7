/// Texts as a manifest holds them.
enum ManifestText {
  /// A YAML scalar in double quotes, on one line, which says exactly this text.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case " "..."~": result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        result += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count)
        result += digits
      }
    }
    return result + "\""
  }

  /// The same where `${…}` means something: each dollar doubled.
  static func literal(_ text: String) -> String {
    quoted(text.replacing("$", with: "$$"))
  }

  /// The same with as few doubled dollars as will do.
  static func sparingly(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      result.append(character)
      // A dollar means something before another one and before a brace.
      if character == "$", let next = rest.unicodeScalars.first, next == "$" || next == "{" {
        result.append("$")
      }
    }
    return quoted(result)
  }
}
