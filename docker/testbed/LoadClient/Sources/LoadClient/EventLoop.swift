import CEpoll
import Glibc

protocol SocketHandler: AnyObject {
  /// Something changed; reads and writes until they would block, as edges are told once.
  func socketChanged()
}

/// epoll, edge-triggered: one registration for the life of a connection.
final class EventLoop {
  private let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
  private var handlers: [(any SocketHandler)?] = []
  /// A descriptor's number is used again; the generation tells late events of the former.
  private var generations: [UInt32] = []
  private let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: 512)
  /// Where all reads go first.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)

  deinit {
    events.deallocate()
    scratch.deallocate()
    close(descriptor)
  }

  func add(_ socket: Socket, _ handler: any SocketHandler) {
    let index = Int(socket.descriptor)
    while handlers.count <= index {
      handlers.append(nil)
      generations.append(0)
    }
    handlers[index] = handler
    generations[index] &+= 1
    var event = epoll_event()
    event.events =
      EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    event.data.u64 = UInt64(generations[index]) << 32 | UInt64(index)
    epoll_ctl(descriptor, EPOLL_CTL_ADD, socket.descriptor, &event)
  }

  /// Closes the socket; its handler hears no more.
  func close(_ socket: Socket) {
    handlers[Int(socket.descriptor)] = nil
    socket.shut()
  }

  private func close(_ descriptor: Int32) { Glibc.close(descriptor) }

  func wait(milliseconds: Int32) {
    let count = epoll_wait(descriptor, events, 512, milliseconds)
    guard count > 0 else { return }
    for position in 0..<Int(count) {
      let data = events[position].data.u64
      let index = Int(data & 0xffff_ffff)
      guard generations[index] == UInt32(data >> 32) else { continue }
      handlers[index]?.socketChanged()
    }
  }
}
