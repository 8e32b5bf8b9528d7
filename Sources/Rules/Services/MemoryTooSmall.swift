internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// Memory that no engine gives.
  static let memoryTooSmall = ManifestRule(
    Rule(
      DiagnosticCode(172), .error, .fixed, "a memory limit is at least the engines' minimum",
      page: RulePage(
        breaks: """
          Docker refuses a limit of less than 6Mi, and Swarm a reservation of less than 4Mi, after \
          the deployment has begun. A number alone is bytes.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              resources: { memory: 1️⃣512, reserve: { memory: 2️⃣512 } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              resources: { memory: 512Mi, reserve: { memory: 64Mi } }
          """,
        source: "moby: linuxMinMemory; swarmkit: validateResources")),
    .services { checked, _, findings in
      guard let resources = checked.service.resources else { return }
      findings.check(resources.memory, "memory", atLeast: 6)
      findings.check(resources.reserve?.memory, "reserve.memory", atLeast: 4)
    })

  /// A reservation above its limit.
  static let reservedMoreThanLimit = ManifestRule(
    Rule(
      DiagnosticCode(173), .error, .fixed, "a reservation is at most the limit",
      page: RulePage(
        breaks: "Docker and Kubernetes refuse the container, after the deployment has begun.",
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              resources: { cpu: 1, memory: 512Mi, reserve: { cpu: 1️⃣2, memory: 2️⃣1Gi } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              resources: { cpu: 2, memory: 1Gi, reserve: { cpu: 1, memory: 512Mi } }
          """,
        source: "Kubernetes: requests must be less than or equal to the limit")),
    .services { checked, _, findings in
      guard let resources = checked.service.resources else { return }
      if let reserved = resources.reserve?.memory, let limit = resources.memory,
        reserved.value > limit.value
      {
        findings.report(
          at: reserved.range, "\(reserved.value) is reserved, and the limit is \(limit.value)",
          help: "raise the limit, or reserve less")
      }
      if let reserved = resources.reserve?.cpu, let limit = resources.cpu,
        reserved.value > limit.value
      {
        findings.report(
          at: reserved.range,
          "\(reserved.value)m of a CPU is reserved, and the limit is \(limit.value)m",
          help: "raise the limit, or reserve less")
      }
    })
}

extension RuleFindings {
  fileprivate mutating func check(
    _ size: Located<ByteSize>?, _ key: String, atLeast mebibytes: Int
  ) {
    guard let size, size.value.bytes < mebibytes << 20 else { return }
    report(
      at: size.range, "'\(key)' is at least \(mebibytes)Mi, not \(size.value)",
      help: "write a unit: 512Mi")
  }
}
