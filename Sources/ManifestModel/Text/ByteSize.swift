/// A number of bytes: `512Mi`, `20Gi`, or digits alone.
package struct ByteSize: Sendable, Hashable, Comparable {
  package let bytes: Int

  package init(bytes: Int) {
    self.bytes = bytes
  }

  package static func < (left: ByteSize, right: ByteSize) -> Bool {
    left.bytes < right.bytes
  }

  private static let units: [(suffix: String, bytes: Int)] = [
    ("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10), ("", 1),
  ]

  /// Reads the manifest's form; `nil` for anything else, for zero, and for more than 1024 Ti.
  package init?(_ text: String) {
    let digits = text.utf8.prefix(while: NamePatterns.isDigit)
    let suffix = text.utf8.dropFirst(digits.count)
    guard digits.count <= 15, let number = Int(Substring(digits)), number > 0,
      let unit = ByteSize.units.first(where: { $0.suffix.utf8.elementsEqual(suffix) })?.bytes,
      number <= (1 << 50) / unit
    else { return nil }
    bytes = number * unit
  }

  /// The number and the largest unit that divides it: what `512Mi` was written as.
  package var inLargestUnit: (number: Int, suffix: String) {
    for (suffix, unit) in ByteSize.units where bytes % unit == 0 && bytes >= unit {
      return (bytes / unit, suffix)
    }
    return (bytes, "")
  }
}

extension ByteSize: CustomStringConvertible {
  package var description: String { "\(inLargestUnit.number)\(inLargestUnit.suffix)" }
}
