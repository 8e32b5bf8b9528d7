import Glibc

final class HTTPLane: LaneRunner {
  private let lane: Lane
  private let address: in_addr_t
  private let port: UInt16
  private let host: String
  private let loop: EventLoop
  private let journal: Journal
  private var tally: Tally
  private var number = 0
  private var idle: [HTTPConnection] = []
  private var deadlines: [(at: Double, connection: HTTPConnection, number: Int)] = []
  private var firstDeadline = 0
  private var labels: [(bytes: [UInt8], text: String)] = []
  private let start: Double
  private(set) var nextDue: Double
  private var isStopping = false

  init(_ lane: Lane, _ options: Options, _ loop: EventLoop, _ journal: Journal, start: Double) {
    self.lane = lane
    address = inet_addr(options.address)
    port = options.port
    host = options.host
    self.loop = loop
    self.journal = journal
    tally = Tally(start: start)
    self.start = start
    nextDue = start
  }

  var name: String { lane.name }
  var isNaive: Bool { lane.reuse == .naive }
  var keepsAlive: Bool { lane.reuse != .fresh }
  var isFinished: Bool { tally.done == tally.started }
  var succeeded: Bool { tally.failed == 0 && tally.ok > 0 }

  func startDue(_ now: Double, before end: Double) {
    while !isStopping, nextDue <= now, nextDue < end {
      number += 1
      tally.start(delay: now - nextDue)
      begin(number, due: nextDue, mayReuse: lane.reuse != .fresh)
      nextDue = start + Double(number) / lane.rate
    }
  }

  private func begin(_ number: Int, due: Double, mayReuse: Bool) {
    guard let connection = connection(mayReuse: mayReuse, number: number) else { return }
    deadlines.append((due + lane.timeout, connection, number))
    connection.begin(number: number, due: due, request: request(number))
  }

  private func connection(mayReuse: Bool, number: Int) -> HTTPConnection? {
    while mayReuse, !idle.isEmpty {
      let connection = lane.oldestFirst ? idle.removeFirst() : idle.removeLast()
      let isFresh = Clock.now() - connection.idleSince <= lane.idleLimit
      if isFresh, isNaive || connection.isStillOpen() { return connection }
      connection.close()
    }
    switch Socket.connecting(to: address, port: port) {
    case .success(let socket): return HTTPConnection(socket: socket, loop: loop, lane: self)
    case .failure(let error):
      count(failure: error.kind, number: number)
      return nil
    }
  }

  private func request(_ number: Int) -> [UInt8] {
    var text = lane.method + " " + lane.path
    if lane.method == "GET", lane.expectation == .ownNumber {
      text += (lane.path.utf8.contains(63) ? "&n=" : "?n=") + String(number)
    }
    text += " HTTP/1.1\r\nHost: " + host + "\r\n"
    if lane.reuse == .fresh { text += "Connection: close\r\n" }
    guard lane.method == "POST" else { return Array((text + "\r\n").utf8) }
    let body = postBody(number)
    text += "Content-Type: application/octet-stream\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(text.utf8) + body
  }

  private func postBody(_ number: Int) -> [UInt8] {
    var body = Array("\(lane.name):\(number):".utf8)
    while body.count < lane.bodySize { body.append(UInt8(97 + body.count % 26)) }
    return body
  }

  func completed(_ connection: HTTPConnection) {
    let now = Clock.now()
    if let kind = fault(connection) {
      count(failure: kind, number: connection.number, connection)
    } else {
      tally.succeed(at: now, latency: now - connection.due, label: label(connection.response))
    }
    if connection.state == .idle {
      connection.idleSince = now
      idle.append(connection)
    } else if connection.state == .draining {
      // The server closes first; one that doesn't is not waited for long.
      deadlines.append((now + 1, connection, -connection.number))
    }
  }

  private func fault(_ connection: HTTPConnection) -> String? {
    let response = connection.response
    if response.status != lane.status { return "status-\(response.status)" }
    if !lane.service.isEmpty {
      let label = label(response)
      if !label.hasPrefix(lane.service + "/") { return "wrong-service" }
    }
    switch lane.expectation {
    case .anything: return nil
    case .text(let text):
      return holds(response.bodyBytes, Array(text.utf8)) ? nil : "wrong-body"
    case .ownNumber:
      let right =
        lane.method == "POST"
        ? response.bodyBytes.elementsEqual(postBody(connection.number))
        : holds(response.bodyBytes, Array("\"n\": \"\(connection.number)\"".utf8))
      return right ? nil : "wrong-body"
    }
  }

  private func holds(_ body: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard body.count >= wanted.count else { return false }
    return (body.startIndex...body.endIndex - wanted.count).contains { start in
      body[start] == wanted[0] && body[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// SERVICE/COLOUR/VERSION; a text is made once for each.
  private func label(_ response: Response) -> String {
    guard let range = response.servedBy else { return "unknown" }
    let bytes = response.bytes[range]
    for known in labels where bytes.elementsEqual(known.bytes) { return known.text }
    let text = String(decoding: bytes, as: UTF8.self)
    labels.append((Array(bytes), text))
    return text
  }

  func failed(_ connection: HTTPConnection, _ kind: String) {
    let isUnanswered = connection.response.bytes.isEmpty
    if lane.reuse == .retrying, connection.isReused, isUnanswered, lane.method == "GET" {
      tally.retried += 1
      return begin(connection.number, due: connection.due, mayReuse: false)
    }
    count(failure: kind, number: connection.number, connection)
  }

  private func count(failure kind: String, number: Int, _ connection: HTTPConnection? = nil) {
    tally.fail(kind)
    var text = JSONText()
    text.add("lane", lane.name)
    text.add("kind", kind)
    text.add("number", number)
    if let connection {
      text.add("due", journal.clock.calendar(connection.due))
      text.add("reused", connection.isReused ? 1 : 0)
      text.add("bytes", connection.response.bytes.count)
    }
    journal.write("failed", text)
  }

  func forget(_ connection: HTTPConnection) {
    idle.removeAll { $0 === connection }
  }

  func expire(_ now: Double) {
    // Deadlines of draining connections lie among those of requests, so order is only rough;
    // an entry is looked at when those before it are due.
    while firstDeadline < deadlines.count, deadlines[firstDeadline].at <= now {
      let entry = deadlines[firstDeadline]
      firstDeadline += 1
      if entry.number < 0 {
        if entry.connection.state == .draining { entry.connection.close() }
      } else if entry.connection.isBusy(with: entry.number) {
        entry.connection.close()
        count(failure: "timeout", number: entry.number, entry.connection)
      }
    }
    if firstDeadline > 4096 {
      deadlines.removeFirst(firstDeadline)
      firstDeadline = 0
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
    tally.add(to: &text, clock: clock)
    return text
  }
}
