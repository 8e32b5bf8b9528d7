import Foundation
import TestSupport
import Testing

/// The generated blue-green artefacts where a model engine can run them: the container's paths and
/// ports are a scratch folder's, and so is the host's port check. All else stands as generated.
struct GeneratedProject {
  let engine: ModelEngine
  let docker: URL

  init(in scratch: URL) throws {
    let model = scratch.appending(path: "m")
    let site = scratch.appending(path: "site")
    docker = site.appending(path: "out/brain-tumor/docker")
    let certificates = site.appending(path: "docker/nginx/ssl")
    let pages = site.appending(path: "brain_tumor_front/dist")
    for folder in [
      model.appending(path: "state"), certificates, pages,
      docker.deletingLastPathComponent().deletingLastPathComponent(),
    ] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      at: Generated.folder, to: docker.deletingLastPathComponent())
    try ScratchNginx.makeCertificate(in: certificates)
    try Data("the static site\n".utf8).write(to: pages.appending(path: "index.html"))
    try Data("types { text/html html; }\n".utf8).write(to: model.appending(path: "mime.types"))
    engine = try ModelEngine(in: model)
    engine.options.gateway = true
    for path in ["nginx-blue-green.conf", "upstreams/blue.conf", "upstreams/green.conf"] {
      try edit("nginx/\(path)") {
        try ScratchNginx.moved($0, to: model, engine.services, zdc: "/state/gateway")
      }
    }
    let sockets = """
      socket_of() {
        case $1 in
          *://127.0.0.1:80/*) echo '\(model.path)/http.socket' ;;
          *) echo '\(model.path)/internal.socket' ;;
        esac
      }
      """
    let workers = """
      $(for worker in $(cat /proc/$(cat \(model.path)/nginx.pid)/task/*/children); do \
      echo /proc/$worker/cmdline; done)
      """
    try edit("nginx/gateway.sh") {
      $0.replacing("/etc/zdc", with: model.appending(path: "state/gateway").path)
        .replacing("curl -", with: "curl --unix-socket \"$(socket_of \"$1\")\" -")
        .replacing("body() {", with: "\(sockets)\nbody() {")
        .replacing("/proc/[0-9]*/cmdline", with: workers)
    }
    try edit("scripts/deploy-blue-green.sh") {
      $0.replacing("GATEWAY_PORTS=(127.0.0.1/80 127.0.0.1/443)", with: "GATEWAY_PORTS=()")
        .replacing("\"$COLOUR $SERIAL\" 15", with: "\"$COLOUR $SERIAL\" 2")
    }
  }

  func edit(_ path: String, _ change: (String) throws -> String) throws {
    let file = docker.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = try change(text)
    try #require(changed != text, "nothing to change in \(path)")
    try Data(changed.utf8).write(to: file)
  }

  var script: String { docker.appending(path: "scripts/deploy-blue-green.sh").path }

  func run(_ words: String...) throws -> ModelEngine.Run {
    try engine.run([script] + words)
  }

  /// The first deployment.
  func deployed() throws -> ModelEngine.Run {
    let first = try run("--tag", "v1")
    try #require(first.status == 0, "\(first.output)")
    return first
  }

  /// What the gateway answers on its public port.
  func ask(_ path: String) throws -> String {
    try #require(Tool("curl")).run(
      [
        "-s", "-m", "8", "--unix-socket", engine.folder.appending(path: "http.socket").path,
        "http://gateway\(path)",
      ]
    ).text
  }

  /// A request that takes its time.
  func beginSlowRequest() throws -> Process {
    let client = Process()
    client.executableURL = URL(filePath: try #require(Tool("curl")).path)
    client.arguments = [
      "-s", "--unix-socket", engine.folder.appending(path: "http.socket").path,
      "http://gateway/api/slow",
    ]
    client.standardOutput = FileHandle.nullDevice
    try client.run()
    try wait(for: "the slow request") {
      try engine.services.requests.contains { $0.path == "/api/slow" }
    }
    return client
  }
}

/// A body with the generated project, gone afterwards.
func withGeneratedProject<Result>(_ body: (GeneratedProject) throws -> Result) throws -> Result {
  try withScratchFolder { scratch in
    let project = try GeneratedProject(in: scratch)
    defer { project.engine.stop() }
    return try body(project)
  }
}
