/// One connection, and the request that is on it.
final class HTTPConnection: SocketHandler {
  enum State {
    case connecting, sending, receiving
    /// Kept alive, no request on it.
    case idle
    /// The answer is complete; the server is to close first, as it said it would.
    case draining
    case closed
  }

  private(set) var state = State.connecting
  private(set) var number = 0
  private(set) var due = 0.0
  private(set) var isReused = false
  var response = Response()
  /// When it became idle.
  var idleSince = 0.0
  private let socket: Socket
  private let loop: EventLoop
  private unowned let lane: HTTPLane
  private var request: [UInt8] = []
  private var sent = 0

  init(socket: Socket, loop: EventLoop, lane: HTTPLane) {
    self.socket = socket
    self.loop = loop
    self.lane = lane
    loop.add(socket, self)
  }

  func isBusy(with number: Int) -> Bool {
    guard self.number == number else { return false }
    switch state {
    case .connecting, .sending, .receiving: return true
    case .idle, .draining, .closed: return false
    }
  }

  func begin(number: Int, due: Double, request: [UInt8]) {
    self.number = number
    self.due = due
    self.request = request
    sent = 0
    response.reset()
    if state == .idle {
      isReused = true
      state = .sending
      send()
    }
  }

  func isStillOpen() -> Bool { state == .idle && socket.isQuiet() }

  func close() {
    guard state != .closed else { return }
    state = .closed
    loop.close(socket)
    releaseBuffers()
  }

  /// The lane may hold the object until the request's deadline.
  private func releaseBuffers() {
    response = Response()
    request = []
  }

  func socketChanged() {
    switch state {
    case .connecting:
      let error = socket.pendingError()
      if error != 0 { return end(SystemError(number: error).kind) }
      state = .sending
      send()
      if state == .receiving { receive() }
    case .sending:
      send()
      receive()
    case .receiving, .draining: receive()
    case .idle:
      // A naive client doesn't look until it needs the connection.
      if !lane.isNaive { receive() }
    case .closed: break
    }
  }

  private func send() {
    while sent < request.count {
      switch socket.send(request[sent...]) {
      case .bytes(let count): sent += count
      case .wouldBlock: return
      case .end: return
      case .failure(let number):
        // Not connected yet: the next event tells.
        return end(SystemError(number: number).kind)
      }
    }
    state = .receiving
  }

  private func receive() {
    while state != .closed {
      switch socket.receive(into: loop.scratch) {
      case .bytes(let count): take(count)
      case .wouldBlock: return
      case .end: return ended()
      case .failure(let number): return end(SystemError(number: number).kind)
      }
    }
  }

  private func take(_ count: Int) {
    guard state == .receiving || state == .sending else {
      // Bytes that no request asked for.
      lane.forget(self)
      return close()
    }
    response.bytes.append(contentsOf: loop.scratch[..<count])
    judge(atEnd: false)
  }

  private func judge(atEnd: Bool) {
    switch response.advance(atEnd: atEnd) {
    case .incomplete: if atEnd { end("truncated") }
    case .malformed: end("malformed")
    case .complete:
      let keeps = !response.closes && !atEnd && lane.keepsAlive
      state = keeps ? .idle : atEnd ? .closed : .draining
      if atEnd { loop.close(socket) }
      lane.completed(self)
      if state == .closed { releaseBuffers() }
    }
  }

  private func ended() {
    switch state {
    case .sending, .receiving:
      if response.bytes.isEmpty { end("closed") } else { judge(atEnd: true) }
    case .connecting: end("closed")
    case .idle:
      lane.forget(self)
      close()
    case .draining: close()
    case .closed: break
    }
  }

  private func end(_ kind: String) {
    let wasBusy = isBusy(with: number)
    if state == .idle { lane.forget(self) }
    if state != .closed { loop.close(socket) }
    state = .closed
    if wasBusy { lane.failed(self, kind) }
    releaseBuffers()
  }
}
