import Glibc

/// Keeps a number of WebSockets open, sends messages on each and expects them back.
final class WebSocketLane: LaneRunner {
  private let lane: Lane
  private let options: Options
  private let loop: EventLoop
  private let journal: Journal
  private var tally: Tally
  private var sockets: [WebSocketConnection?]
  private var reconnectAt: [Double]
  private var attempts: [Int]
  private var cuts: [Int]
  private var number = 0
  private var failedConnects = 0
  private(set) var nextDue: Double
  private var isStopping = false

  init(_ lane: Lane, _ options: Options, _ loop: EventLoop, _ journal: Journal, start: Double) {
    self.lane = lane
    self.options = options
    self.loop = loop
    self.journal = journal
    tally = Tally(start: start)
    sockets = Array(repeating: nil, count: lane.connections)
    reconnectAt = Array(repeating: start, count: lane.connections)
    attempts = Array(repeating: 0, count: lane.connections)
    cuts = Array(repeating: 0, count: lane.connections)
    nextDue = start + 1 / lane.rate
  }

  var name: String { lane.name }
  var isFinished: Bool { tally.done == tally.started }
  var succeeded: Bool { tally.failed == 0 && failedConnects == 0 && tally.ok > 0 }

  func startDue(_ now: Double, before end: Double) {
    guard !isStopping else { return }
    for index in sockets.indices where sockets[index] == nil && reconnectAt[index] <= now {
      connect(index)
    }
    while nextDue <= now, nextDue < end {
      for socket in sockets {
        guard let socket, socket.isOpen else { continue }
        number += 1
        tally.start(delay: now - nextDue)
        socket.send("\(lane.name):\(number)", due: nextDue)
      }
      nextDue += 1 / lane.rate
    }
  }

  private func connect(_ index: Int) {
    attempts[index] += 1
    reconnectAt[index] = .infinity
    switch Socket.connecting(to: inet_addr(options.address), port: options.port) {
    case .success(let socket):
      sockets[index] = WebSocketConnection(
        socket: socket, loop: loop, lane: self, index: index,
        request: """
          GET \(lane.path) HTTP/1.1\r
          Host: \(options.host)\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: \(WebSocketConnection.key)\r
          \r

          """)
    case .failure(let error): ended(index, error.kind, wasOpen: false, pending: 0)
    }
  }

  func answered(_ socket: WebSocketConnection, due: Double, isRight: Bool) {
    let now = Clock.now()
    if isRight {
      tally.succeed(at: now, latency: now - due, label: socket.label)
    } else {
      tally.fail("wrong-message")
    }
  }

  /// A message that was under way when its socket was cut counts as failed, as `cut`.
  func ended(_ index: Int, _ kind: String, wasOpen: Bool, pending: Int) {
    sockets[index] = nil
    guard !isStopping || pending > 0 else { return }
    for _ in 0..<pending { tally.fail("cut") }
    if wasOpen { cuts[index] += 1 } else { failedConnects += 1 }
    reconnectAt[index] = Clock.now() + 0.1
    var text = JSONText()
    text.add("lane", lane.name)
    text.add("kind", kind)
    text.add("socket", index)
    text.add("pending", pending)
    journal.write(wasOpen ? "cut" : "connect-failed", text)
  }

  func opened(_ socket: WebSocketConnection) {
    var text = JSONText()
    text.add("lane", lane.name)
    text.add("socket", socket.index)
    text.add("label", socket.label)
    journal.write("opened", text)
  }

  func expire(_ now: Double) {
    for socket in sockets {
      guard let socket, now - socket.waitingSince(now) > lane.timeout else { continue }
      socket.end("timeout")
    }
  }

  func stop(_ now: Double) {
    isStopping = true
    nextDue = .infinity
    tally.closeGap(at: now)
  }

  func takeBucket() -> JSONText? { tally.takeBucket() }

  func summary(_ clock: Clock) -> JSONText {
    var text = JSONText()
    text.add("lane", lane.name)
    text.add("sockets", lane.connections)
    text.add("connects", attempts.reduce(0, +))
    text.add("failedConnects", failedConnects)
    text.add("cuts", cuts.reduce(0, +))
    text.add("mostCutsOfOne", cuts.max() ?? 0)
    tally.add(to: &text, clock: clock)
    return text
  }
}
