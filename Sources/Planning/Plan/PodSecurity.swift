import Diagnostics

/// Which of Kubernetes' pod security levels each pod keeps, and with it the namespace.
///
/// <https://kubernetes.io/docs/concepts/security/pod-security-standards/>
package enum PodSecurity {
  package enum Level: Int, Sendable, Comparable {
    case restricted
    case baseline
    case privileged

    package var name: String {
      switch self {
      case .restricted: "restricted"
      case .baseline: "baseline"
      case .privileged: "privileged"
      }
    }

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// What the namespace enforces: the strictest level that no pod breaks.
  package static func namespaceLevel(of plan: TargetPlan) -> Level {
    plan.allServices.map(level).max() ?? .restricted
  }

  package static func level(of service: ServicePlan) -> Level {
    let added = Set(service.options.capAdd.map(\.value))
    if !added.subtracting(baselineCapabilities).isEmpty { return .privileged }
    if service.options.privileged?.value == true { return .privileged }
    if service.options.sysctls.contains(where: { !$0.isSafe }) { return .privileged }
    return obstacles(of: service).isEmpty ? .restricted : .baseline
  }

  /// What keeps a service's pods from *restricted*, as keys of the manifest; empty where nothing does.
  package static func obstacles(of service: ServicePlan) -> [String] {
    let options = service.options
    var found: [String] = []
    if options.privileged?.value == true { found.append("privileged") }
    found += options.sysctls.filter { !$0.isSafe }.map { "sysctls \($0.name)" }
    found += options.capAdd.map(\.value).filter { $0 != "NET_BIND_SERVICE" }.map { "capAdd \($0)" }
    switch identity(of: service)?.user {
    case nil: found.append(options.user == nil ? "no user" : "a user that is no number")
    case 0: found.append("user 0")
    default: break
    }
    return found
  }

  /// The numbers in `user`; `nil` without it, or where it names a user, which Kubernetes can't know.
  package static func identity(of service: ServicePlan) -> (user: Int, group: Int)? {
    guard let text = service.options.user?.value else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let user = parts[0] else { return nil }
    switch parts.count {
    case 1: return (user, user)
    case 2: return parts[1].map { (user, $0) }
    default: return nil
    }
  }

  private static let baselineCapabilities: Set<String> = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
    "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]
}
