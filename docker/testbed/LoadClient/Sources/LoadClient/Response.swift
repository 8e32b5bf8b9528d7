/// Reads one HTTP/1.1 answer as its bytes arrive.
struct Response {
  enum Progress: Equatable {
    case incomplete, complete, malformed
  }

  /// All bytes of the answer so far.
  var bytes: [UInt8] = []
  private(set) var status = 0
  private(set) var closes = false
  /// The value of `X-Served-By`.
  private(set) var servedBy: Range<Int>?
  private(set) var body: Range<Int> = 0..<0
  private(set) var headerEnd = 0
  private var contentLength: Int?
  private var isChunked = false
  private var decoded: [UInt8] = []
  private var scanned = 0

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    decoded.removeAll(keepingCapacity: true)
    status = 0
    closes = false
    servedBy = nil
    body = 0..<0
    headerEnd = 0
    contentLength = nil
    isChunked = false
    scanned = 0
  }

  var bodyBytes: ArraySlice<UInt8> { isChunked ? decoded[...] : bytes[body] }

  /// Looks at what has arrived; `atEnd` when the server has closed its side.
  mutating func advance(atEnd: Bool) -> Progress {
    if headerEnd == 0 {
      guard let end = findHeaderEnd() else { return .incomplete }
      headerEnd = end
      guard readHeader() else { return .malformed }
    }
    // An upgrade has no body; what follows are frames.
    if status == 101 || status == 204 || status == 304 {
      body = headerEnd..<headerEnd
      return .complete
    }
    if isChunked { return readChunks() }
    guard let contentLength else {
      body = headerEnd..<bytes.count
      return atEnd ? .complete : .incomplete
    }
    guard bytes.count >= headerEnd + contentLength else { return .incomplete }
    body = headerEnd..<headerEnd + contentLength
    // More than was announced belongs to no request of ours.
    return bytes.count == body.upperBound ? .complete : .malformed
  }

  private mutating func findHeaderEnd() -> Int? {
    var index = max(scanned, 3)
    while index < bytes.count {
      if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10,
        bytes[index - 3] == 13
      {
        return index + 1
      }
      index += 1
    }
    scanned = index
    return nil
  }

  private mutating func readHeader() -> Bool {
    // HTTP/1.1 200 OK
    guard bytes.count >= 12, bytes[0...6].elementsEqual("HTTP/1.".utf8) else { return false }
    guard let code = Self.number(bytes[9..<12]) else { return false }
    status = code
    var start = 0
    while start < headerEnd {
      var end = start
      while bytes[end] != 13 { end += 1 }
      readField(start..<end)
      start = end + 2
    }
    return true
  }

  private mutating func readField(_ line: Range<Int>) {
    guard let colon = bytes[line].firstIndex(of: 58) else { return }
    var value = colon + 1..<line.upperBound
    while let first = value.first, bytes[first] == 32 { value = first + 1..<value.upperBound }
    let name = line.lowerBound..<colon
    if isField(name, "content-length") {
      contentLength = Self.number(bytes[value])
    } else if isField(name, "transfer-encoding") {
      isChunked = isField(value, "chunked")
    } else if isField(name, "connection") {
      closes = isField(value, "close")
    } else if isField(name, "x-served-by") {
      servedBy = value
    }
  }

  private func isField(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      zip(bytes[range], wanted).allSatisfy { $0 | (65...90 ~= $0 ? 32 : 0) == $1 }
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit >= 48, digit <= 57, value < 1 << 40 else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return digits.isEmpty ? nil : value
  }

  /// Decodes from the start each time: answers here are short.
  private mutating func readChunks() -> Progress {
    decoded.removeAll(keepingCapacity: true)
    var position = headerEnd
    while true {
      guard let lineEnd = bytes[position...].firstIndex(of: 13) else { return .incomplete }
      let digits = String(decoding: bytes[position..<lineEnd], as: UTF8.self)
      guard let size = Int(digits, radix: 16), size >= 0 else { return .malformed }
      let data = lineEnd + 2
      guard bytes.count >= data + size + 2 else { return .incomplete }
      if size == 0 { return bytes.count == data + 2 ? .complete : .malformed }
      decoded.append(contentsOf: bytes[data..<data + size])
      position = data + size + 2
    }
  }
}
