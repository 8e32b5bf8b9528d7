import Diagnostics
import Foundation
import ManifestModel
import OutputTrees
import Planning
import TestSupport
import Testing

@testable import Backends

/// The real nginx with the gateway's conf of one target as it is generated: only the container's
/// paths, ports and addresses are a scratch folder's. Behind it stand the servers and the names of
/// `Tests/StandIns/services.py`.
final class RunningGateway {
  static let isThere = ["nginx", "python3", "curl", "openssl"].allSatisfy { Tool.isThere($0) }
  static let reason: Comment = "needs nginx, python3, curl and openssl in ZDC_TOOLS or PATH"

  let folder: URL
  private let tool: Tool
  private let services: StandIn
  private let places: Places
  private let process = Process()

  private struct Places: Decodable {
    let dns: Int
    let ports: [String: Int]
  }

  /// - Parameters:
  ///   - replicas: the addresses that each service's name leads to; what each of them does is
  ///     `services.py`'s.
  ///   - edit: what a test takes away from the conf.
  init(
    _ manifest: String, on target: Target, replicas: [String] = ["127.0.0.1"],
    edit: (String) -> String = { $0 }, in folder: URL
  ) throws {
    self.folder = folder
    tool = try #require(Tool("nginx"))
    let plan = try #require(PlannedManifest.text(manifest).plan(for: target))
    let gateway = try #require(plan.gateway)
    let names = gateway.upstreams.flatMap { upstream in
      let name = upstream.service.value
      return switch target {
      case .blueGreen where upstream.isColoured: ["\(name)-blue", "\(name)-green"]
      case .blueGreen: [upstream.addressesOfOne[0]]
      case .swarm: ["tasks.\(name)"]
      case .kubernetes: [name]
      }
    }
    services = try StandIn("services.py", [folder.path] + names)
    places = try JSONDecoder().decode(Places.self, from: services.firstLine)
    let known = names.reduce(into: [String: [String]]()) { $0[$1] = replicas }
    let world: [String: Any] = ["names": known, "broken": [String]()]
    try JSONSerialization.data(withJSONObject: world).write(
      to: folder.appending(path: "world.json"))
    for name in ["state", "upstreams", "html", "blue/static", "tls", "volumes"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    try write(Self.types, "mime.types")
    try write("'' blue;\n", "state/colour.map")
    try write("'' 1;\n", "state/serial.map")
    try write("#\n", "gateway.sh")
    try write("'' 0;\n", "state/conf.map")
    for name in Self.serving.values { try write("", name) }
    try serve("blue")
    for file in Self.files(plan, gateway) {
      let parts = file.path.split(separator: "/").suffix(2)
      try write(
        moved(edit(String(decoding: file.bytes, as: UTF8.self)), names),
        parts.first == "upstreams" ? parts.joined(separator: "/") : "nginx.conf")
    }
    try makeCertificate()
  }

  /// What nginx's own file has of these, and has had since 1.21.
  private static let types = """
    types {
        text/html html htm shtml;
        text/css css;
        application/javascript js;
        application/json json;
        application/wasm wasm;
        image/avif avif;
        font/woff2 woff2;
    }

    """

  private static func files(_ plan: TargetPlan, _ gateway: GatewayPlan) -> [OutputFile] {
    switch plan.target {
    case .blueGreen: BlueGreenSite.files(plan)
    case .swarm: [SwarmSite.file(plan)].compactMap { $0 }
    case .kubernetes: [KubernetesSite.file(for: gateway, in: plan)]
    }
  }

  private func moved(_ text: String, _ names: [String]) throws -> String {
    var moved = text
    // The scratch folder may lie in /tmp.
    for (old, new) in [
      ("/tmp/", "/"), ("/etc/nginx/mime.types", "/mime.types"), ("/dev/stderr", "/error.log"),
      ("/dev/stdout", "/access.log"), ("/run/nginx.pid", "/nginx.pid"),
      ("/usr/share/nginx/", "/"), ("/etc/zdc/", "/"), ("/srv/volumes/", "/volumes/"),
      ("/run/secrets/", "/secrets/"),
    ] {
      moved = moved.replacing(old, with: folder.path + new)
    }
    moved = moved.replacing(/listen (?:127\.0\.0\.1:)?([0-9]+)/) {
      "listen unix:\(folder.path)/\($0.1).socket"
    }
    moved = moved.replacing("resolver 127.0.0.11 ", with: "resolver 127.0.0.1:\(places.dns) ")
    for name in names {
      let port = try #require(places.ports[name])
      moved = moved.replacing(
        try Regex("server \(name):[0-9]+(?= resolve)"), with: "server \(name):\(port)"
      )
      // The host itself knows no Service.
      .replacing(
        try Regex("server \(name):[0-9]+(?![0-9]| resolve)"), with: "server 127.0.0.1:\(port)")
    }
    return moved
  }

  private func makeCertificate() throws {
    let outcome = try #require(Tool("openssl")).run(
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-subj", "/CN=test", "-days", "1", "-keyout", "tls.key", "-out", "tls.crt",
      ], in: folder.appending(path: "tls"))
    try #require(outcome.status == 0, "\(outcome.everything)")
  }

  func write(_ text: String, _ path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

extension RunningGateway {
  private static let serving = ["blue": "serves.1.blue", "green": "serves.2.green"]

  /// Moves the link that says which colour serves.
  func serve(_ colour: String) throws {
    let new = folder.appending(path: "conf.new").path
    try FileManager.default.createSymbolicLink(
      atPath: new, withDestinationPath: Self.serving[colour] ?? "")
    try #require(rename(new, folder.appending(path: "conf.0").path) == 0)
  }

  private var arguments: [String] {
    ["-p", folder.path, "-c", folder.appending(path: "nginx.conf").path, "-e", "stderr"]
  }

  /// nginx's verdict, empty where it has nothing to say against the conf.
  func verdict() throws -> String { try tool.run(["-t", "-q"] + arguments).everything }

  /// Starts it, and waits until `port` is there; where that is a route's, until its name is known.
  ///
  /// - Parameter files: how many it may have open, where a container would say so.
  func start(at port: Int, until path: String? = nil, files: Int? = nil) throws {
    let said = try verdict()
    try #require(said == "", "\(said)")
    process.executableURL = URL(filePath: files == nil ? tool.path : "/bin/sh")
    process.arguments =
      (files.map { ["-c", "ulimit -Sn \($0); exec \"$0\" \"$@\"", tool.path] } ?? [])
      + arguments + ["-g", "daemon off;"]
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let socket = folder.appending(path: "\(port).socket").path
    for _ in 0..<1500 {
      try #require(process.isRunning, "nginx ended")
      if FileManager.default.fileExists(atPath: socket) {
        guard let path else { return }
        if try status(path, at: port) == 200 { return }
      }
      Thread.sleep(forTimeInterval: 0.04)
    }
    Issue.record("nginx does not answer")
  }

  func stop() {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    services.stop()
  }

  var pid: Int32 { process.processIdentifier }

  func reload() { kill(process.processIdentifier, SIGHUP) }

  var workers: [Int32] {
    let pid = process.processIdentifier
    let children = try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)
    return (children ?? "").split(separator: " ").compactMap { Int32($0) }
  }

  /// What curl prints of one request: head, body, and what `-w` asks for.
  func curl(_ url: String, at port: Int, _ words: [String] = []) throws -> String {
    let socket = folder.appending(path: "\(port).socket").path
    return try #require(Tool("curl")).run(
      ["-sk", "-m", "20", "--path-as-is", "--unix-socket", socket] + words + [url]
    ).text
  }

  func status(_ path: String, at port: Int, _ words: [String] = []) throws -> Int? {
    try Int(
      curl(
        "http://shop\(path)", at: port, ["-o", "/dev/null", "-w", "%{http_code}"] + words))
  }

  /// The answer to bytes as they are.
  func raw(_ request: String, at port: Int) throws -> String {
    let script = """
      import socket, sys
      link = socket.socket(socket.AF_UNIX)
      link.connect(sys.argv[1])
      link.sendall(sys.argv[2].encode())
      while part := link.recv(65536):
          sys.stdout.buffer.write(part)
      """
    return try #require(Tool("python3")).run(
      ["-c", script, folder.appending(path: "\(port).socket").path, request]
    ).text
  }

  /// The requests that reached a service: their lines of `services.py`, as JSON.
  var requests: [[String: Any]] {
    get throws {
      let text = try? String(contentsOf: folder.appending(path: "requests"), encoding: .utf8)
      return try (text ?? "").split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }.filter { $0["event"] as? String == "begin" }
    }
  }
}
