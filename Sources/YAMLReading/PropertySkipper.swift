internal import Diagnostics

/// Finds where a node itself begins: libyaml's mark is that of the anchor or tag before it, and a
/// range that is underlined or replaced should not hold those.
struct PropertySkipper {
  private let table: LineTable

  init(_ file: SourceFile) { table = LineTable(file) }

  func contentStart(from mark: SourceMark) -> SourceMark {
    let bytes = table.file.bytes
    var index = table.byteOffset(of: mark)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "&"):
        index = Self.skip(bytes, from: index + 1) { !Self.isAnchorCharacter($0) }
      case UInt8(ascii: "!"):
        index = Self.skip(bytes, from: index + 1) { Self.isBlank($0) || $0 == UInt8(ascii: ",") }
      case UInt8(ascii: "#"):
        index = Self.skip(bytes, from: index) { $0 == 0x0A || $0 == 0x0D }
      case let byte where Self.isBlank(byte):
        index += 1
      default:
        return table.mark(atByte: index)
      }
    }
    return table.mark(atByte: index)
  }

  private static func skip(
    _ bytes: [UInt8], from start: Int, until isEnd: (UInt8) -> Bool
  ) -> Int {
    bytes[start...].firstIndex(where: isEnd) ?? bytes.count
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isAnchorCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
