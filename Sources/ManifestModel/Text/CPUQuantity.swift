/// A share of CPUs in thousandths: `2`, `0.5`, `250m`.
package enum CPUQuantity {
  /// The manifest's form; `nil` for anything else, for zero, and for more than 1024 CPUs.
  package static func millis(_ text: String) -> Int? {
    let value: Int?
    if text.hasSuffix("m") {
      value = digits(text.dropLast())
    } else if let dot = text.firstIndex(of: ".") {
      let fraction = text[text.index(after: dot)...]
      guard (1...3).contains(fraction.utf8.count), let whole = digits(text[..<dot]),
        let part = digits(fraction)
      else { return nil }
      let scale = [100, 10, 1][fraction.utf8.count - 1]
      value = whole * 1000 + part * scale
    } else {
      value = digits(text[...]).map { $0 * 1000 }
    }
    return value.flatMap { (1...1_024_000).contains($0) ? $0 : nil }
  }

  private static func digits(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 7, text.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return Int(text)
  }
}
