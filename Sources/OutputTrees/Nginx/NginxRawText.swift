import Diagnostics

/// Indents lines of nginx syntax without changing a token: a line that begins inside quotes, or
/// after a backslash, belongs to a token and is left alone.
enum NginxRawText {
  private enum State {
    case between
    case word
    case comment
    case quoted(UInt8)
  }

  static func write(
    _ text: String, indent: Int, origin: Origin?, to buffer: inout LineBuffer
  ) {
    var state = State.between
    var isEscaped = false
    var startsLine = true
    for byte in text.utf8 {
      let isBreak = byte == UInt8(ascii: "\n")
      if startsLine && !isBreak, case .between = state { buffer.indent(indent) }
      startsLine = isBreak
      if isBreak { buffer.endLine(origin) } else { buffer.append(byte: byte) }
      if isEscaped {
        isEscaped = false
      } else {
        (state, isEscaped) = next(after: byte, in: state)
      }
    }
    if !startsLine { buffer.endLine(origin) }
  }

  private static func next(after byte: UInt8, in state: State) -> (State, isEscaped: Bool) {
    switch (state, byte) {
    case (.comment, UInt8(ascii: "\n")): (.between, false)
    case (.comment, _): (.comment, false)
    case (.between, UInt8(ascii: "\\")): (.word, true)
    case (_, UInt8(ascii: "\\")): (state, true)
    case (.quoted(let quote), _): byte == quote ? (.word, false) : (state, false)
    case (.between, UInt8(ascii: "\"")), (.between, UInt8(ascii: "'")): (.quoted(byte), false)
    case (.between, UInt8(ascii: "#")): (.comment, false)
    case (_, UInt8(ascii: " ")), (_, UInt8(ascii: "\t")), (_, UInt8(ascii: "\r")),
      (_, UInt8(ascii: "\n")), (_, UInt8(ascii: ";")), (_, UInt8(ascii: "{")),
      (.between, UInt8(ascii: "}")):
      (.between, false)
    default: (.word, false)
    }
  }
}
