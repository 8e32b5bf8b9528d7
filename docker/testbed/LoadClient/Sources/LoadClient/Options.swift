struct OptionError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// The command line.
struct Options: Sendable {
  var address = "127.0.0.1"
  var port: UInt16 = 80
  var host = "localhost"
  /// Seconds; nil runs until SIGINT or SIGTERM.
  var duration: Double?
  /// File for the JSON lines; nil writes the summary alone, to standard output.
  var output: String?
  var lanes: [Lane] = []

  static let usage = """
    usage: loadclient [--address IP] [--port N] [--host NAME] [--duration SECONDS]
                      [--output FILE] --lane KEY=VALUE,... [--lane ...]

    Sends requests at a fixed rate, however slow the answers are, and counts each once, as ok or
    as failed: anything but the right status and the right body, within the timeout. Ends after
    the duration or at SIGINT or SIGTERM, when the requests under way have ended.

    keys of a lane
      name       in the report; required
      kind       http (default), websocket
      rate       requests a second; for websocket, messages a second on each connection
      path       default /; a GET gets n=NUMBER added to the query
      method     GET (default), POST
      reuse      fresh (default), keepalive, naive, retrying
      order      which idle connection is reused: newest (default), oldest
      idle       seconds; a connection that was idle for longer is not used again
      timeout    seconds, default 15
      status     default 200
      expect     text that the body holds, or 'any'; default the request's own number, or the
                 body that was sent
      service    first part of the answer's X-Served-By: SERVICE/COLOUR/VERSION
      body       bytes of a POST, default 64
      connections  WebSockets held open, default 1

    """

  static func parse(_ arguments: [String]) throws(OptionError) -> Options {
    var options = Options()
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else {
        throw OptionError("\(option) needs a value, or is unknown")
      }
      try options.set(option, value)
    }
    guard !options.lanes.isEmpty else { throw OptionError("no --lane") }
    return options
  }

  private mutating func set(_ option: String, _ value: String) throws(OptionError) {
    switch option {
    case "--address": address = value
    case "--host": host = value
    case "--output": output = value
    case "--port":
      guard let number = UInt16(value) else { throw OptionError("bad port '\(value)'") }
      port = number
    case "--duration":
      guard let seconds = Double(value), seconds > 0 else {
        throw OptionError("bad duration '\(value)'")
      }
      duration = seconds
    case "--lane": lanes.append(try Lane.parse(value).get())
    default: throw OptionError("unknown option \(option)")
    }
  }
}
