import Foundation
import ManifestModel
import TestSupport
import Testing

/// The gateway holds as many connections as its conf says where a container begins with 1,024 files.
@Suite(
  "The gateway's open files", .waits, .enabled(if: RunningGateway.isThere, RunningGateway.reason))
struct DescriptorTests {
  private static let manifest = """
    zdc: 1
    project: p
    gateway: { listen: { http: 80 }, routes: { /: web } }
    services:
      web: { image: "r.example.com/web:1", port: 8000, health: /up, command: [run] }
    """

  /// Holds 3,000 connections, and asks by the last one.
  private static let script = """
    import resource, socket, sys
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    def connect():
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(5)
        link.connect(sys.argv[1])
        return link
    def ask(link):
        link.sendall(b"GET /nginx-health HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
        return link.recv(12).decode()
    held = []
    try:
        for _ in range(3000):
            held.append(connect())
            # The queue holds 511: what is asked last of a hundred is answered when all were taken.
            if len(held) % 100 == 0:
                answer = ask(held[-1])
        print(answer)
    except OSError as error:
        print(len(held), error)
    """

  @Test("are enough for its connections, where it begins with 1024", arguments: Target.allCases)
  func enough(_ target: Target) throws {
    let port = target == .kubernetes ? 8080 : 80
    func answer(_ edit: (String) -> String) throws -> String {
      try withScratchFolder { folder in
        // One worker, so that all connections are its own.
        let gateway = try RunningGateway(
          Self.manifest, on: target,
          edit: { edit($0).replacing("worker_processes auto", with: "worker_processes 1") },
          in: folder)
        defer { gateway.stop() }
        try gateway.start(at: port, files: 1024)
        return try #require(Tool("python3")).run(
          ["-c", Self.script, folder.appending(path: "\(port).socket").path]
        ).text.trimmingCharacters(in: .whitespacesAndNewlines)
      }
    }
    #expect(try answer { $0 } == "HTTP/1.1 200")
    guard target == .blueGreen else { return }
    let without = try answer { $0.replacing(/worker_rlimit_nofile [0-9]+;/, with: "") }
    #expect(without != "HTTP/1.1 200")
  }
}
