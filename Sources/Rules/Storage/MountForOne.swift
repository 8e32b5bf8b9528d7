internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A folder of the host that two versions would write at once.
  static let mountForOne = ManifestRule(
    Rule(
      DiagnosticCode(208), .error, .fixed,
      "a folder of the host that several instances write is shared",
      page: RulePage(
        breaks: """
          During a switch the old and the new version run side by side and write one folder. Two \
          programs that think they are alone break what lies there: a SQLite file, a queue, an index.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              mounts: { 1️⃣./data: /srv/data }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              mounts:
                ./data: { path: /srv/data, access: shared }
                ./templates: { path: /srv/templates, readOnly: true }
          targets: { swarm: { enabled: false }, kubernetes: { enabled: false } }
          """,
        source: "SQLite: one writer at a time, and file locks that a process may not ask for")),
    .manifest { context, findings in
      guard context.targets.contains(.blueGreen) else { return }
      for service in context.manifest.services where service.isDoubled {
        let store = service.mounts.isEmpty ? nil : KnownService(service)
        for mount in service.mounts where mount.readOnly?.value != true {
          if let store, store.image.isNearData(mount.path.value) {
            findings.report(
              at: mount.source.range,
              "\(store.title) would run twice on '\(mount.source.value)' during a switch",
              help: store.asBacking)
            continue
          }
          guard mount.access?.value != .shared else { continue }
          // A path with Compose's options behind it is told already.
          guard !mount.path.value.contains(":") else { continue }
          findings.report(
            at: mount.source.range,
            "both versions of '\(service.name.value)' write '\(mount.source.value)' during a switch",
            help: "write { path: \(mount.path.value), readOnly: true }, or access: shared where "
              + "two may write it at once; or role: singleton, which is away while it is replaced")
        }
      }
    })
}
