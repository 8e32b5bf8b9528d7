import Diagnostics
import ManifestModel

extension Rule {
  /// A Dockerfile whose command is a shell's.
  static let shellInImage = Rule(
    PlanningCodes.shellInImage, .warning, .free,
    "the server that an image starts gets the stop signal itself",
    page: RulePage(
      breaks: """
        `CMD` or `ENTRYPOINT` as a text is run by a shell, which waits for the server and passes no \
        signal on: the server is killed when the grace period ends, with all requests under way. \
        Here shell/Dockerfile ends with `CMD prepare && serve`.
        """,
      wrong: """
        services:
          web:
            build: 1️⃣shell
            port: 80
            health: /up
        """,
      right: """
        services:
          web:
            build: shell
            command: [serve]
            port: 80
            health: /up
        """,
      source: "Docker: build check JSONArgsRecommended; Dockerfile reference: shell form ENTRYPOINT"
    ))
}

extension DeploymentPlanner {
  /// What the Dockerfiles on disk say of services whose command the manifest leaves to the image;
  /// one that is not here says nothing.
  static func checkDockerfiles(_ input: PlanInput, into log: inout DiagnosticLog) {
    var seen: Set<SourceMark> = []
    for (_, manifest) in input.manifests {
      for service in manifest.services + manifest.backing {
        guard let build = service.build, service.command == nil, service.entrypoint == nil,
          seen.insert(build.context.range.start).inserted
        else { continue }
        check(service, build, input, into: &log)
      }
    }
  }

  private static func check(
    _ service: Service, _ build: Build, _ input: PlanInput, into log: inout DiagnosticLog
  ) {
    let path = "\(build.context.value)/\(build.dockerfile?.value ?? "Dockerfile")"
    guard let bytes = input.readFile(path), bytes.count < longest,
      let stage = Dockerfile(bytes).stage(build.target?.value)
    else { return }
    let name = service.name.value
    guard let start = stage.start else {
      guard stage.isWhole else { return }
      log.error(
        PlanningCodes.builtWithoutCommand, at: build.context.range,
        "'\(path)' has neither ENTRYPOINT nor CMD, and nothing says what '\(name)' runs",
        help: "add command, or write CMD [\"PROGRAM\"] there")
      return
    }
    guard let script = start.script, !replacesItself(script),
      service.effectiveRole != .initial, service.effectiveRole != .job
    else { return }
    log.warning(
      PlanningCodes.shellInImage, at: build.context.range,
      "line \(start.line) of '\(path)' starts '\(name)' by a shell, which keeps the stop signal",
      help: "write \(start.instruction) [\"PROGRAM\", \"WORD\"] there, or exec before the program")
  }

  /// Whether the last command of a script takes the shell's place.
  private static func replacesItself(_ script: String) -> Bool {
    let last = script.split(whereSeparator: { ";&|\n".contains($0) }).last {
      !$0.allSatisfy(\.isWhitespace)
    }
    return last?.split(whereSeparator: \.isWhitespace).first == "exec"
  }

  /// Nobody writes a longer one.
  private static var longest: Int { 1 << 20 }
}
