/// Some of the 256 bytes: a class of a regular expression.
package struct ByteSet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0
  private var top: UInt64 = 0

  init() {}

  init(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  init(_ text: String) { for byte in text.utf8 { insert(byte) } }

  func contains(_ byte: UInt8) -> Bool {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    return switch byte >> 6 {
    case 0: low & bit != 0
    case 1: middle & bit != 0
    case 2: high & bit != 0
    default: top & bit != 0
    }
  }

  mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low |= bit
    case 1: middle |= bit
    case 2: high |= bit
    default: top |= bit
    }
  }

  mutating func formUnion(_ other: ByteSet) {
    low |= other.low
    middle |= other.middle
    high |= other.high
    top |= other.top
  }

  /// Whether both have a byte.
  func meets(_ other: ByteSet) -> Bool {
    low & other.low | middle & other.middle | high & other.high | top & other.top != 0
  }

  var inverted: ByteSet {
    var set = self
    set.low = ~low
    set.middle = ~middle
    set.high = ~high
    set.top = ~top
    return set
  }

  /// With both cases of each letter of ASCII.
  var inBothCases: ByteSet {
    var set = self
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      if contains(byte) { set.insert(byte & 0xdf) }
      if contains(byte & 0xdf) { set.insert(byte) }
    }
    return set
  }
}

extension ByteSet {
  /// PCRE's, in the locale C, which nginx has.
  static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let blanks = ByteSet("\t\n\u{b}\u{c}\r ")
  static let allButLineEnd = ByteSet("\n").inverted

  static let wordLetters: ByteSet = {
    var set = ByteSet("_")
    set.formUnion(digits)
    set.formUnion(ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z")).inBothCases)
    return set
  }()
}
