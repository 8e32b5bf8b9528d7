import Foundation
import TestSupport
import Testing

/// The guide's blue-green folder with blue running, as its own files start it.
struct GuideProject {
  let engine: ModelEngine
  /// `docker/`, where the guide's script has to be started.
  let folder: URL

  init(in scratch: URL) throws {
    engine = try ModelEngine(in: scratch)
    folder = scratch.appending(path: "project/docker")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "nginx"), withIntermediateDirectories: true)
    for (name, path) in [
      ("docker-compose.blue-green.yml", "docker-compose.blue-green.yml"),
      ("nginx-blue-green.conf", "nginx/nginx-blue-green.conf"),
      ("deploy-blue-green.sh", "deploy-blue-green.sh"),
    ] {
      try FileManager.default.copyItem(
        at: Guide.folder.appending(path: name), to: folder.appending(path: path))
    }
    // Both note that they were called; nothing waits and nobody is asked.
    let journal = engine.folder.appending(path: "journal").path
    let note = { (event: String, word: String) in
      "printf '{\"event\": \"\(event)\", \"running\": [], \"words\": [\"%s\"]}\\n' "
        + "\"\(word)\" >>'\(journal)'"
    }
    try engine.install("sleep", note("sleep", "$1"))
    try engine.install(
      "curl", "for url; do :; done\n" + note("curl", "$url") + "\nprintf %s \"${ANSWER-200}\"")
    let start = try engine.run(
      ["-c", "docker compose -f docker-compose.blue-green.yml up -d"], in: folder)
    try #require(start.running.contains("nn-django-blue"), "\(start.output)")
  }

  /// The whole script.
  func deploy(answer: String = "200") throws -> ModelEngine.Run {
    try engine.run(["-c", "ANSWER=\(answer) bash deploy-blue-green.sh"], in: folder)
  }

  /// Some lines of it, with its variables set.
  func run(_ lines: String, from current: String, to new: String) throws -> ModelEngine.Run {
    let facts = """
      set -e
      COMPOSE_FILE=docker-compose.blue-green.yml NGINX_CONF=nginx/nginx-blue-green.conf
      CURRENT_ENV=\(current) NEW_ENV=\(new)

      """
    return try engine.run(["-c", facts + lines], in: folder)
  }
}

/// A body with the guide's project, gone afterwards.
func withGuideProject<Result>(_ body: (GuideProject) throws -> Result) throws -> Result {
  try withScratchFolder { scratch in
    let project = try GuideProject(in: scratch)
    defer { project.engine.stop() }
    return try body(project)
  }
}
