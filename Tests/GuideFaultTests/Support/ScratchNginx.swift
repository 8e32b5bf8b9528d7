import Foundation
import TestSupport
import Testing

/// The real nginx with a configuration as it stands: only the container's paths, ports and
/// addresses are a scratch folder's.
final class ScratchNginx {
  static let isThere = Tool.isThere("nginx") && Services.areThere
  static let reason: Comment = "needs nginx, python3, curl and openssl in ZDC_TOOLS or PATH"

  let folder: URL
  private let tool: Tool
  private let process = Process()

  /// `source` and, where there is one, the folder `upstreams` beside it.
  convenience init(_ source: URL, in folder: URL, services: Services? = nil) throws {
    let text = try String(contentsOf: source, encoding: .utf8)
    let upstreams = source.deletingLastPathComponent().appending(path: "upstreams")
    var includes: [String: String] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: upstreams.path)) ?? [] {
      includes[name] = try String(contentsOf: upstreams.appending(path: name), encoding: .utf8)
    }
    try self.init(text: text, includes: includes, in: folder, services: services)
  }

  init(
    text: String, includes: [String: String] = [:], in folder: URL, services: Services? = nil
  ) throws {
    self.folder = folder
    tool = try #require(Tool("nginx"))
    for name in ["state", "upstreams", "html", "blue/static", "tls"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    try write("types { text/html html; }\n", "mime.types")
    try write("'' blue;\n", "state/colour.map")
    try write("'' 1;\n", "state/serial.map")
    try write("'' 1;\n", "state/conf.map")
    for name in ["html", "blue/static"] { try write("the static site\n", "\(name)/index.html") }
    for (name, include) in includes {
      try write(try Self.moved(include, to: folder, services), "upstreams/\(name)")
    }
    try write(try Self.moved(text, to: folder, services), "nginx.conf")
    if text.contains("ssl_certificate") { try makeCertificate() }
  }

  func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: path))
  }

  private func makeCertificate() throws {
    try Self.makeCertificate(in: folder.appending(path: "tls"))
  }

  static func makeCertificate(in folder: URL) throws {
    let outcome = try #require(Tool("openssl")).run(
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=test", "-days", "1", "-keyout", "tls.key", "-out", "tls.crt",
      ], in: folder)
    try #require(outcome.status == 0, "\(outcome.everything)")
  }

  /// The text with the container's paths, ports and addresses replaced; `/etc/zdc` is `zdc` there.
  static func moved(
    _ text: String, to folder: URL, _ services: Services?, zdc: String = ""
  ) throws -> String {
    var moved = text
    for (old, new) in [
      ("/etc/nginx/mime.types", "/mime.types"), ("/var/log/nginx/error.log", "/error.log"),
      ("/dev/stderr", "/error.log"), ("/dev/stdout", "/access.log"),
      ("/var/run/nginx.pid", "/nginx.pid"), ("/run/nginx.pid", "/nginx.pid"),
      ("/usr/share/nginx/html", "/html"), ("/etc/zdc/", "\(zdc)/"),
    ] {
      moved = moved.replacing(old, with: folder.path + new)
    }
    for (old, new) in [("127.0.0.1:8079", "internal"), ("80", "http"), ("443", "https")] {
      moved = moved.replacing("listen \(old)", with: "listen unix:\(folder.path)/\(new).socket")
    }
    guard let places = services?.places else { return moved }
    moved = moved.replacing("resolver 127.0.0.11 ", with: "resolver 127.0.0.1:\(places.dns) ")
    for (name, port) in places.ports {
      // A name that is looked up at run time stays; the host itself knows none of them.
      moved = moved.replacing(
        try Regex("server (?:tasks\\.)?\(name):[0-9]+ resolve"),
        with: "server \(name):\(port) resolve")
      moved = moved.replacing(
        try Regex("server \(name):[0-9]+(?=;| max_fails)"), with: "server 127.0.0.1:\(port)")
    }
    return moved
  }

  private var arguments: [String] {
    ["-p", folder.path, "-c", folder.appending(path: "nginx.conf").path, "-e", "stderr"]
  }

  /// nginx's verdict, empty where it has nothing to say against it.
  func test() throws -> String {
    let outcome = try tool.run(["-t", "-q"] + arguments)
    #expect((outcome.status == 0) == outcome.everything.isEmpty)
    return outcome.everything
  }

  /// Starts it; false where it ends instead of listening.
  func start() throws -> Bool {
    process.executableURL = URL(filePath: tool.path)
    process.arguments = arguments + ["-g", "daemon off;"]
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let socket = folder.appending(path: "http.socket").path
    while process.isRunning {
      if FileManager.default.fileExists(atPath: socket), try ask("/") != nil { return true }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return false
  }

  func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  /// The workers that there are now.
  var workers: [Int32] {
    let pid = process.processIdentifier
    let children = try? String(
      contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
    return (children ?? "").split(separator: " ").compactMap { Int32($0) }
  }

  func reload() { kill(process.processIdentifier, SIGHUP) }

  /// Status and body of an answer, nil where there is none.
  func ask(
    _ path: String, _ headers: [String] = [], body: String? = nil, socket: String = "http"
  ) throws -> String? {
    let outcome = try #require(Tool("curl")).run(
      ["-s", "-m", "8", "-w", "%{http_code}", "--unix-socket"]
        + [folder.appending(path: "\(socket).socket").path, "http://gateway\(path)"]
        + headers.flatMap { ["-H", $0] } + (body.map { ["--data", $0] } ?? []))
    return outcome.status == 0 ? outcome.text : nil
  }

  /// A client that upgrades and then stays.
  func holdWebSocket(_ path: String) throws -> Process {
    let client = Process()
    client.executableURL = URL(filePath: try #require(Tool("curl")).path)
    client.arguments = [
      "-sN", "--unix-socket", folder.appending(path: "http.socket").path, "-H",
      "Connection: Upgrade", "-H", "Upgrade: websocket", "http://gateway\(path)",
    ]
    client.standardOutput = FileHandle.nullDevice
    client.standardError = FileHandle.nullDevice
    try client.run()
    return client
  }
}
