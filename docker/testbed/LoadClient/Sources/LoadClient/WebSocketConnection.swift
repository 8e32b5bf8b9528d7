/// One WebSocket of a lane (RFC 6455), as far as a client that sends short texts needs it.
final class WebSocketConnection: SocketHandler {
  /// The example of RFC 6455 §1.3; the server's part of it proves that it speaks the protocol.
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="
  private static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

  private enum State {
    case connecting, upgrading
    /// Upgraded; the server's first message says who it is.
    case greeting
    case open, closed
  }

  let index: Int
  private(set) var label = "unknown"
  private var state = State.connecting
  private let socket: Socket
  private let loop: EventLoop
  private unowned let lane: WebSocketLane
  private var outgoing: [UInt8]
  private var response = Response()
  private var incoming: [UInt8] = []
  private var pending: [(text: String, due: Double)] = []
  private let began = Clock.now()

  init(socket: Socket, loop: EventLoop, lane: WebSocketLane, index: Int, request: String) {
    self.socket = socket
    self.loop = loop
    self.lane = lane
    self.index = index
    outgoing = Array(request.utf8)
    loop.add(socket, self)
  }

  var isOpen: Bool { state == .open }

  /// When what it waits for began; now when it waits for nothing.
  func waitingSince(_ now: Double) -> Double {
    if state != .open { return began }
    return pending.first?.due ?? now
  }

  func send(_ text: String, due: Double) {
    pending.append((text, due))
    sendFrame(opcode: 1, Array(text.utf8))
  }

  private func sendFrame(opcode: UInt8, _ payload: [UInt8]) {
    // A mask of zeros is allowed, and leaves the text as it is. Payloads are below 126 bytes.
    outgoing += [0x80 | opcode, 0x80 | UInt8(payload.count & 0x7f), 0, 0, 0, 0] + payload
    flush()
  }

  func socketChanged() {
    if state == .connecting {
      let error = socket.pendingError()
      if error != 0 { return end(SystemError(number: error).kind) }
      state = .upgrading
    }
    flush()
    receive()
  }

  private func flush() {
    while state != .closed, !outgoing.isEmpty {
      switch socket.send(outgoing[...]) {
      case .bytes(let count): outgoing.removeFirst(count)
      case .wouldBlock, .end: return
      case .failure(let number): return end(SystemError(number: number).kind)
      }
    }
  }

  private func receive() {
    while state != .closed {
      switch socket.receive(into: loop.scratch) {
      case .bytes(let count):
        if state == .upgrading {
          upgrade(count)
        } else {
          incoming.append(contentsOf: loop.scratch[..<count])
        }
        readFrames()
      case .wouldBlock: return
      case .end: return end("closed")
      case .failure(let number): return end(SystemError(number: number).kind)
      }
    }
  }

  private func upgrade(_ count: Int) {
    response.bytes.append(contentsOf: loop.scratch[..<count])
    switch response.advance(atEnd: false) {
    case .incomplete: return
    case .malformed: return end("malformed")
    case .complete: break
    }
    guard response.status == 101 else { return end("status-\(response.status)") }
    let header = String(decoding: response.bytes[..<response.headerEnd], as: UTF8.self)
    guard header.split(separator: "\r\n").contains(where: { $0.hasSuffix(Self.accept) }) else {
      return end("wrong-accept")
    }
    incoming = Array(response.bytes[response.headerEnd...])
    state = .greeting
  }

  private func readFrames() {
    while state == .greeting || state == .open, incoming.count >= 2 {
      var start = 2
      var length = Int(incoming[1] & 0x7f)
      if length == 126 {
        guard incoming.count >= 4 else { return }
        length = Int(incoming[2]) << 8 | Int(incoming[3])
        start = 4
      }
      guard length < 127 || start == 4 else { return end("malformed") }
      guard incoming.count >= start + length else { return }
      let opcode = incoming[0] & 0x0f
      let payload = Array(incoming[start..<start + length])
      incoming.removeFirst(start + length)
      take(opcode, payload)
    }
  }

  private func take(_ opcode: UInt8, _ payload: [UInt8]) {
    switch opcode {
    case 8: end("close-frame")
    case 9: sendFrame(opcode: 10, payload)
    case 1 where state == .greeting:
      let text = String(decoding: payload, as: UTF8.self)
      label = ["service", "colour", "version"].map { Self.member($0, of: text) }
        .joined(separator: "/")
      state = .open
      lane.opened(self)
    case 1:
      guard !pending.isEmpty else { return end("unasked-message") }
      let first = pending.removeFirst()
      lane.answered(self, due: first.due, isRight: payload.elementsEqual(first.text.utf8))
    default: break
    }
  }

  /// The text of a member of the greeting: flat JSON, of our own application.
  private static func member(_ name: String, of json: String) -> String {
    let parts = json.split(separator: "\"")
    guard let place = parts.firstIndex(where: { $0 == name }), place + 2 < parts.count else {
      return "?"
    }
    return String(parts[place + 2])
  }

  func end(_ kind: String) {
    guard state != .closed else { return }
    let wasOpen = state == .open
    state = .closed
    loop.close(socket)
    lane.ended(index, kind, wasOpen: wasOpen, pending: pending.count)
  }
}
