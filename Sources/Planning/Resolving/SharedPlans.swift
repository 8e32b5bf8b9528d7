import Diagnostics
import ManifestModel

/// What a service's plans have in common, on all targets and in both colours: made once.
final class SharedPlans {
  private let manifestFolder: String
  /// By the service's identity: targets without an overlay of their own share their services.
  private var known: [ObjectIdentifier: SharedPlan] = [:]

  init(manifestFolder: String) { self.manifestFolder = manifestFolder }

  func of(_ service: Service) -> SharedPlan {
    if let shared = known[ObjectIdentifier(service)] { return shared }
    let shared = SharedPlan(service, manifestFolder: manifestFolder)
    known[ObjectIdentifier(service)] = shared
    return shared
  }
}

/// The same of one service.
final class SharedPlan {
  /// Kept, so that no other takes its place in memory.
  private let service: Service
  let health: HealthTimes?
  /// Of what is built.
  let context: HostPath?
  let writtenTexts: [String]
  /// The names that it refers to, as they are written.
  let references: [Located<String>]

  init(_ service: Service, manifestFolder: String) {
    self.service = service
    health = service.health.map(HealthTimes.init)
    context = service.build.map { HostPath($0.context, fromFolder: manifestFolder) }
    writtenTexts = service.writtenTexts
    references = service.references
  }
}

extension ServiceKeys {
  fileprivate var references: [Located<String>] {
    var texts = env.map(\.value) + (command?.words ?? [])
    texts += (entrypoint?.words ?? []) + release.flatMap(\.words)
    if case .command(let words)? = health?.probe { texts += words }
    return texts.flatMap { template in
      template.value.segments.compactMap { segment in
        if case .reference(let parts) = segment {
          Located(parts[0], at: template.range)
        } else {
          nil
        }
      }
    }
  }
}
