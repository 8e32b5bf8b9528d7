import Foundation
import TestSupport
import Testing

/// Every conf is one that the real nginx accepts.
@Suite(.waits, .slow) struct NginxTests {
  static let confs = Artefacts.files { $0.contains("docker/nginx/nginx-") && $0.hasSuffix(".conf") }

  @Test(.enabled(if: Tool("nginx") != nil, "nginx is in neither ZDC_TOOLS nor PATH"))
  func thereAreConfs() {
    #expect(!Self.confs.isEmpty)
  }

  @Test(
    .enabled(if: Tool("nginx") != nil, "nginx is in neither ZDC_TOOLS nor PATH"),
    arguments: confs)
  func accepts(_ path: String) throws {
    let nginx = try #require(Tool("nginx"))
    let source = Repository.root.appending(path: path)
    let scratch = FileManager.default.temporaryDirectory.appending(path: "zdc-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    try FileManager.default.createDirectory(
      at: scratch.appending(path: "state"), withIntermediateDirectories: true)
    let upstreams = source.deletingLastPathComponent().appending(path: "upstreams")
    if FileManager.default.fileExists(atPath: upstreams.path) {
      try FileManager.default.copyItem(at: upstreams, to: scratch.appending(path: "upstreams"))
    }
    try Data("'' blue;\n".utf8).write(to: scratch.appending(path: "state/colour.map"))
    try Data("'' 1;\n".utf8).write(to: scratch.appending(path: "state/serial.map"))
    try Data("'' 1;\n".utf8).write(to: scratch.appending(path: "state/conf.map"))
    try Data("types { text/html html; }\n".utf8).write(to: scratch.appending(path: "mime.types"))
    try certificate(in: scratch)
    // Only paths of the container are replaced by the scratch folder's.
    var text = String(decoding: try Data(contentsOf: source), as: UTF8.self)
      .replacing("/etc/nginx/mime.types", with: "\(scratch.path)/mime.types")
      .replacing("/run/nginx.pid", with: "\(scratch.path)/nginx.pid")
    for name in certificateNames(text) {
      text = text.replacing(
        "/etc/zdc/tls/\(name)",
        with: "\(scratch.path)/tls.crt".replacing(
          ".crt", with: name.hasSuffix(".key") ? ".key" : ".crt"))
    }
    let conf = scratch.appending(path: "nginx.conf")
    try Data(text.utf8).write(to: conf)
    let outcome = try nginx.run(
      ["-t", "-q", "-p", scratch.path, "-c", conf.path, "-e", "stderr"], in: scratch)
    #expect(outcome.status == 0, "\(outcome.everything)")
    #expect(outcome.everything.isEmpty, "\(outcome.everything)")
  }

  private func certificateNames(_ text: String) -> Set<String> {
    Set(
      text.matches(of: /\/etc\/zdc\/tls\/([^;*]+);/).map { String($0.1) })
  }

  private func certificate(in folder: URL) throws {
    let openssl = try #require(Tool("openssl"))
    let outcome = try openssl.run(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test", "-days", "1",
        "-keyout", "tls.key", "-out", "tls.crt",
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.everything)")
  }
}
