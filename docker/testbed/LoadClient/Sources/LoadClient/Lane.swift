/// One stream of requests: what is asked, how often, over which connections.
struct Lane: Sendable {
  enum Kind: String, Sendable {
    case http, websocket
  }

  /// How a request gets its connection.
  enum Reuse: String, Sendable {
    /// A connection of its own, with `Connection: close`.
    case fresh
    /// Kept-alive connections; one that the server closed while it was idle is noticed.
    case keepalive
    /// Kept-alive connections that are not looked at while they are idle: a request that goes
    /// to one that the server has closed fails, as in many a simple client.
    case naive
    /// As `keepalive`; a GET that went to a reused connection which ended without one byte of
    /// an answer is sent once more, which RFC 9110 §9.2.2 allows and browsers do.
    case retrying
  }

  /// What a body must be for the answer to count.
  enum Expectation: Equatable, Sendable {
    /// GET: JSON that holds the number of this very request as `"n"`. POST: what was sent.
    case ownNumber
    case text(String)
    case anything
  }

  var name = ""
  var kind = Kind.http
  var method = "GET"
  var path = "/"
  var reuse = Reuse.fresh
  /// Requests a second; for WebSockets, messages a second on each connection.
  var rate = 1.0
  /// WebSockets that are held open at all times.
  var connections = 1
  /// Idle connections are taken oldest first instead of newest first, so that all are used.
  var oldestFirst = false
  /// Seconds; a connection that was idle for longer is closed and not used again, as HTTP libraries
  /// do, for the server may be closing it meanwhile.
  var idleLimit = Double.infinity
  /// Seconds from the moment that the request was due.
  var timeout = 15.0
  var status = 200
  var expectation = Expectation.ownNumber
  /// The first part of the answer's `X-Served-By`, where one is demanded.
  var service = ""
  /// Bytes of a POST's body, at least.
  var bodySize = 64

  /// Reads `name=fast,rate=200,path=/api/x?ms=50`; nil with a sentence on a fault.
  static func parse(_ text: String) -> Result<Lane, OptionError> {
    var lane = Lane()
    for part in text.split(separator: ",") {
      guard let equals = part.firstIndex(of: "=") else {
        return .failure(OptionError("'\(part)' in a lane is not KEY=VALUE"))
      }
      let key = String(part[..<equals])
      let value = String(part[part.index(after: equals)...])
      guard lane.set(key, value) else {
        return .failure(OptionError("lane: bad value or unknown key in '\(part)'"))
      }
    }
    guard !lane.name.isEmpty, lane.rate > 0, lane.timeout > 0, lane.connections > 0 else {
      return .failure(OptionError("a lane needs a name, and a rate above 0: '\(text)'"))
    }
    return .success(lane)
  }

  private mutating func set(_ key: String, _ value: String) -> Bool {
    switch key {
    case "name": name = value
    case "method": method = value
    case "path": path = value
    case "service": service = value
    case "order": oldestFirst = value == "oldest"
    case "expect": expectation = value == "any" ? .anything : .text(value)
    case "kind": return assign(Kind(rawValue: value)) { kind = $0 }
    case "reuse": return assign(Reuse(rawValue: value)) { reuse = $0 }
    case "rate": return assign(Double(value)) { rate = $0 }
    case "idle": return assign(Double(value)) { idleLimit = $0 }
    case "timeout": return assign(Double(value)) { timeout = $0 }
    case "connections": return assign(Int(value)) { connections = $0 }
    case "status": return assign(Int(value)) { status = $0 }
    case "body": return assign(Int(value)) { bodySize = $0 }
    default: return false
    }
    return true
  }

  private func assign<Value>(_ value: Value?, _ store: (Value) -> Void) -> Bool {
    guard let value else { return false }
    store(value)
    return true
  }
}
