internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A shared volume that exists once per node.
  static let localSharedVolume = ManifestRule(
    Rule(
      DiagnosticCode(301), .error, .free,
      "a shared volume is one volume under Swarm",
      page: RulePage(
        breaks: """
          A local volume of Swarm exists on each node apart: a file that one instance writes is \
          missing in the answer of the next.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { uploads: /srv }
          volumes: { 1️⃣uploads: { access: shared } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              volumes: { uploads: /srv }
          volumes: { uploads: { access: shared, node: manager } }
          """,
        source: "Docker: volume drivers; the manifest language: Volumes and secrets")), of: .swarm,
    .manifest { context, findings in
      guard context.targets.contains(.swarm) else { return }
      for volume in context.manifest.volumes
      where volume.access?.value == .shared && volume.node == nil && volume.external?.value != true
      {
        let isLocal = volume.driver == nil || volume.driver?.value == "local"
        // The local driver mounts what its options name: NFS, CIFS.
        guard isLocal, !volume.options.contains(where: { $0.name.value == "type" }) else {
          continue
        }
        findings.reportMissing(
          at: volume.name.range, within: volume.range,
          under: ["node", "driver", "access", "options"],
          "the shared volume '\(volume.name.value)' exists once per node under Swarm",
          help: "add node: manager, or a driver whose volumes are shared")
      }
    })
}
