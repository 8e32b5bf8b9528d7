internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A key of what stays, at a service that ends.
  static let initRunsOnce = ManifestRule(
    Rule(
      DiagnosticCode(181), .error, .fixed,
      "an init service runs to its end, once per deployment",
      page: RulePage(
        breaks: """
          It is gone before anything of its version starts: nobody asks for its health, reaches its \
          port or replaces it, and its end with 0 is all that it says.
          """,
        wrong: """
          services:
            buckets:
              role: init
              image: shop/tools:1
              command: [make-buckets]
              health: 1️⃣{ command: [true] }
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, dependsOn: [buckets] }
          """,
        right: """
          services:
            buckets: { role: init, image: "shop/tools:1", command: [make-buckets] }
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up, dependsOn: [buckets] }
          """,
        source: "Compose: depends_on, service_completed_successfully")),
    .services { checked, _, findings in
      guard checked.role == .initial else { return }
      for (key, place) in checked.service.keysOfWhatStays {
        findings.report(
          at: place, "an init service has no '\(key)': it ends before its version starts",
          help: key == "release" ? "write it as an init service of its own" : "remove \(key)")
      }
    })
}

extension Service {
  fileprivate var keysOfWhatStays: [(String, SourceRange)] { keys.ofWhatStays }
}

extension ServiceKeys {
  fileprivate var ofWhatStays: [(String, SourceRange)] {
    let found: [(String, SourceRange?)] = [
      ("port", port?.range), ("ports", ports.first?.name.range), ("health", health?.range),
      ("health", noHealth), ("live", live?.range),
      ("replicas", replicas.flatMap { $0.value == 1 ? nil : $0.range }),
      ("release", release.first?.words.first?.range), ("publish", publish.first?.range),
      ("restart", restart.flatMap { $0.value == .no ? nil : $0.range }),
      ("hostname", hostname?.range), ("stop", stop?.signal?.range ?? stop?.grace?.range),
    ]
    return found.compactMap { name, place in place.map { (name, $0) } }
  }
}
