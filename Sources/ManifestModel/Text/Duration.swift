/// A length of time, whole milliseconds: `500ms`, `10s`, `1m30s`, `2h`.
package struct Duration: Sendable, Hashable, Comparable {
  package let milliseconds: Int

  package init(milliseconds: Int) {
    self.milliseconds = milliseconds
  }

  package init(seconds: Int) {
    milliseconds = seconds * 1000
  }

  /// Whole seconds, rounded up: a limit in a coarser unit must not become shorter.
  package var secondsRoundedUp: Int { (milliseconds + 999) / 1000 }

  package static func < (left: Duration, right: Duration) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (left: Duration, right: Duration) -> Duration {
    Duration(milliseconds: left.milliseconds + right.milliseconds)
  }

  package static func * (left: Duration, factor: Int) -> Duration {
    Duration(milliseconds: left.milliseconds * factor)
  }
}

extension Duration {
  private static let units: [(suffix: String, milliseconds: Int)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]
  /// The shortest that a key takes which does not take zero: half of it is still a time that every
  /// program can be told.
  package static let shortest = Duration(milliseconds: 10)
  /// The longest that any key takes: 30 days. A hundred of them are fewer seconds than 2³¹, the
  /// most that a number of Kubernetes' probes holds.
  package static let longest = Duration(milliseconds: 30 * 24 * 3_600_000)

  /// Reads the manifest's form; `nil` for anything else. What is derived from times of a manifest may
  /// be longer than `longest`, up to thousands of years.
  package init?(_ text: String) {
    var rest = Substring(text).utf8
    var total = 0
    var lastUnit = Int.max
    repeat {
      let digits = rest.prefix(while: NamePatterns.isDigit)
      guard digits.count <= 9, let number = Int(Substring(digits)) else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix(while: NamePatterns.isLetter)
      guard
        let unit = Duration.units.first(where: { $0.suffix.utf8.elementsEqual(letters) })?
          .milliseconds, unit < lastUnit
      else { return nil }
      rest = rest.dropFirst(letters.count)
      total += number * unit
      lastUnit = unit
    } while !rest.isEmpty
    milliseconds = total
  }
}

extension Duration: CustomStringConvertible {
  /// The shortest form with whole numbers: `90s` is `1m30s`, `1500ms` is `1s500ms`.
  package var description: String {
    guard milliseconds > 0 else { return "0s" }
    var rest = milliseconds
    var text = ""
    for (suffix, unit) in Duration.units.reversed() where rest >= unit {
      text += "\(rest / unit)\(suffix)"
      rest %= unit
    }
    return text
  }
}
