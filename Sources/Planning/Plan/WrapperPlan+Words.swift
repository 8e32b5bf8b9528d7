import Diagnostics
import ManifestModel

extension WrapperPlan {
  /// Where containers find it, on every engine.
  package static let mountPath = "/zdc/entrypoint.sh"

  /// The wrapper's own words, up to the `--` before the command.
  package var ownWords: [DeployText] {
    let words = Self.words(exports: exports, pauseSeconds: pauseSeconds.value).map {
      DeployText($0, from: pauseSeconds.origin)
    }
    guard let image else { return words }
    return words.dropLast() + [DeployText("--image", from: image.origin), image] + words.suffix(1)
  }

  fileprivate static func words(exports: [Export], pauseSeconds: Int) -> [String] {
    let secrets = exports.flatMap { ["--secret", "\($0.variable.value)=\($0.path)"] }
    let held = pauseSeconds > 0 ? ["--pause", String(pauseSeconds)] : []
    return [mountPath] + secrets + held + ["--"]
  }

  /// The variable in which a deploy script hands over what a service's image says of its command.
  package static func imageVariable(_ service: String) -> String {
    ScriptVariable.name("IMAGE", of: service)
  }

  /// What stands in a Compose file for a variable that has to have a value. What the image says may
  /// be nothing: of that, not set is what is refused, so that plain `docker compose up` neither starts
  /// a container without its command nor makes a running one again as such.
  package static func demand(_ variable: String) -> String {
    variable.hasPrefix(ScriptVariable.name("IMAGE", of: ""))
      ? "${\(variable)?start it by docker/scripts/deploy-blue-green.sh deploy}"
      : "${\(variable):?set \(variable) in docker/.env}"
  }
}

extension ServicePlan {
  /// The wrapper's words before a release: it exports the same secrets and holds nothing back.
  /// None where there is nothing to export.
  package var releaseWords: [String] {
    guard let exports = wrapper?.exports, !exports.isEmpty else { return [] }
    return WrapperPlan.words(exports: exports, pauseSeconds: 0)
  }
}

extension ServicePlan {
  /// Whether the wrapper stands before what prepares a version.
  package var isReleaseWrapped: Bool {
    role == .initial ? wrapper != nil : !releaseWords.isEmpty
  }
}

extension GatewayPlan {
  /// The wrapper's words before nginx' own entrypoint: the pause covers the time until nobody asks
  /// it, and nginx finishes its requests at QUIT.
  package var wrapperWords: [String] {
    let pause = String(stop.pauseSeconds.value)
    let signal = String(stop.signal.value.dropFirst("SIG".count))
    return [
      WrapperPlan.mountPath, "--pause", pause, "--signal", signal, "--", "/docker-entrypoint.sh",
    ]
  }
}

extension TargetPlan {
  /// Whether any container is behind the wrapper; Swarm's gateway always is.
  package var usesWrapper: Bool {
    target == .swarm && gateway != nil || allServices.contains { $0.wrapper != nil }
  }
}
