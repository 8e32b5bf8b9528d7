import Glibc

/// A non-blocking TCP connection.
struct Socket {
  enum Outcome {
    case bytes(Int)
    case wouldBlock
    case end
    case failure(Int32)
  }

  let descriptor: Int32

  /// Starts to connect; nil with the error number when not even that is possible.
  static func connecting(to address: in_addr_t, port: UInt16) -> Result<Socket, SystemError> {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_INET, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = address
    let status = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0, errno != EINPROGRESS {
      let number = errno
      close(descriptor)
      return .failure(SystemError(number: number))
    }
    return .success(Socket(descriptor: descriptor))
  }

  /// The error of a connection that could not be made, else 0.
  func pendingError() -> Int32 {
    var number: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
    return number
  }

  func send(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    return outcome(count)
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    outcome(recv(descriptor, buffer.baseAddress, buffer.count, 0))
  }

  /// Whether the other side has neither closed nor said anything; asked of an idle connection.
  func isQuiet() -> Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) < 0 && errno == EAGAIN
  }

  func shut() { close(descriptor) }

  private func outcome(_ count: Int) -> Outcome {
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    return errno == EAGAIN || errno == EINTR ? .wouldBlock : .failure(errno)
  }
}

struct SystemError: Error {
  let number: Int32

  /// Short, for counting: `refused`, `reset`, else the number.
  var kind: String {
    switch number {
    case ECONNREFUSED: "refused"
    case ECONNRESET, EPIPE: "reset"
    case EADDRNOTAVAIL: "client-out-of-ports"
    case EMFILE: "client-out-of-descriptors"
    case EHOSTUNREACH, ENETUNREACH: "unreachable"
    case ETIMEDOUT: "connect-timeout"
    default: "error-\(number)"
    }
  }
}
