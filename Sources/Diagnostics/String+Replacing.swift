extension String {
  /// `replacing(_:with:)` byte for byte, and at no cost for the many texts that hold nothing to
  /// replace.
  package func replacingAll(_ part: String, with replacement: String) -> String {
    guard let first = part.utf8.first, holds(byte: first) else { return self }
    let text = Array(utf8)
    let part = Array(part.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == first, text[index...].starts(with: part) {
        result += replacement.utf8
        index += part.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension String {
  /// `contains`, byte for byte: the library's compares characters, and makes a table for each search.
  package func holds(_ part: String) -> Bool {
    guard let first = part.utf8.first else { return true }
    return holds(byte: first) && self[...].holds(part)
  }

  /// `utf8.contains`, which asks for every byte what kind of text it is.
  package func holds(byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
  }
}

extension Substring {
  /// `contains`, byte for byte.
  package func holds(_ part: String) -> Bool {
    utf8.withContiguousStorageIfAvailable { text in
      part.utf8.withContiguousStorageIfAvailable { text.holds($0) }
    }.flatMap(\.self) ?? contains(part)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ part: Self) -> Bool {
    guard let first = part.first else { return true }
    var start = 0
    while start + part.count <= count {
      if self[start] == first, self[start...].starts(with: part) { return true }
      start += 1
    }
    return false
  }
}

extension StringProtocol {
  /// `split`, byte for byte: the library's compares characters.
  ///
  /// - Parameter separator: of ASCII.
  package func parts(at separator: Unicode.Scalar, keepingEmpty: Bool = false) -> [Substring] {
    Substring(self).utf8.split(
      separator: UInt8(ascii: separator), omittingEmptySubsequences: !keepingEmpty
    ).map { Substring($0) }
  }
}
