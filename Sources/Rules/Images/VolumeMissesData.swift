internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A volume beside the folder that the image writes to.
  static let volumeMissesData = ManifestRule(
    Rule(
      DiagnosticCode(261), .warning, .free,
      "a volume is mounted where this version of the image keeps its data",
      page: RulePage(
        breaks: """
          The data are in the container, or in a volume without a name, and gone at its next \
          replacement; the volume that was meant for them is empty. PostgreSQL 18, whose folder is \
          another than that of 17, refuses to start.
          """,
        wrong: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: postgres:18
              port: 5432
              health: { command: [pg_isready, -h, 127.0.0.1, -U, shop] }
              volumes: { data: 1️⃣/var/lib/postgresql/data }
            archive:
              image: postgres:16-alpine
              port: 5432
              health: { command: [pg_isready, -h, 127.0.0.1, -U, shop] }
              volumes: { old: 2️⃣/var/lib/postgresql }
          volumes: { data: { size: 20Gi }, old: { size: 20Gi } }
          """,
        right: """
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          backing:
            database:
              image: postgres:18
              port: 5432
              health: { command: [pg_isready, -h, 127.0.0.1, -U, shop] }
              volumes: { data: /var/lib/postgresql }
            archive:
              image: postgres:16-alpine
              port: 5432
              health: { command: [pg_isready, -h, 127.0.0.1, -U, shop] }
              volumes: { old: /var/lib/postgresql/data }
          volumes: { data: { size: 20Gi }, old: { size: 20Gi } }
          """,
        source: """
          docs/images.md; docker-library/postgres#1259: PGDATA and VOLUME of 18; Docker: a VOLUME \
          of the image gets a volume of its own
          """)),
    .services { checked, context, findings in
      guard let known = KnownService(checked.service), let folder = known.folder else { return }
      let paths = known.writablePaths
      let holds = paths.map {
        folder.hold($0.value, known.version, hasDeclaredVolumes: context.onDocker)
      }
      guard !holds.contains(where: { $0 == .whole || $0 == .part }) else { return }
      if let hidden = holds.firstIndex(of: .hidden), let declared = folder.declared {
        findings.report(
          at: paths[hidden].range,
          "the image declares a volume of its own at \(declared), where \(known.title) keeps its data",
          help: "write \(declared)")
        return
      }
      // A database without any volume near its data is another rule's.
      guard
        let beside = paths.first(where: { path in
          known.image.isDurable
            ? known.image.isNearData(path.value) : path.value.isMeantForData
        })
      else { return }
      findings.report(
        at: beside.range,
        "\(known.title) keeps its data in \(folder.path(of: known.version)), not in this volume",
        help: folder.setting.map { "add env: { \($0) }, and lay the volume there" }
          ?? "write \(folder.mountPoint)")
    })
}

extension String {
  /// Whether a volume of a cache may be for its data: not one of sockets, logs or certificates.
  fileprivate var isMeantForData: Bool {
    ["data", "lib", "db"].contains { holds($0) }
      && !["run", "log", "tmp", "sock", "conf", "cert", "ssl", "tls"].contains { holds($0) }
  }
}
