internal import Diagnostics

extension KnownImage {
  /// `docs/images.md`: the table for people.
  package static var page: String {
    """
    # Images that zdc knows

    Made from `Sources/ManifestModel/Images`. The rules ZDC209, ZDC213, ZDC239 and ZDC260–ZDC263 read \
    this table, and so does `zdc diff` where a version changes. An image counts as one of these only \
    under its own name, on Docker Hub or on a mirror that keeps `library/NAME`; of somebody's own \
    image of the same name nothing is said. What a tag does not tell (`latest`, a digest, a variable \
    without a default) is not guessed.

    | image | a volume belongs at | health command | port | stop signal | user |
    | --- | --- | --- | --- | --- | --- |

    """ + all.map(\.row).joined() + """

      ## A new version on old data

      *Refuses*: the new version does not start on them. *Converts*: it changes them at its first start, \
      and the old version can't read them any more.

      | image | versions | the data | what to do | source |
      | --- | --- | --- | --- | --- |

      """ + all.map(\.upgradeRow).joined()
  }

  private var row: String {
    let names = repositories.map { "`\($0)`" }.joined(separator: ", ")
    let command = KnownService.flow(probe).replacingAll("|", with: "\\|")
    return "| \(name): \(names) | \(places) | `\(command)` "
      + "| \(ports.map(String.init).joined(separator: ", ")) | \(stopSignal) | \(user) |\n"
  }

  private var upgradeRow: String {
    let depth = upgrade.depth == 1 ? "the first number" : "the first \(upgrade.depth) numbers"
    let what =
      switch upgrade.kind {
      case .refuses: "refuses"
      case .converts: "converts"
      case .free: "–"
      }
    let versions = upgrade.kind == .free ? "–" : depth
    return "| \(name) | \(versions) | \(what) | \(upgrade.kind == .free ? "–" : upgrade.instead) "
      + "| \(source) |\n"
  }

  private var places: String {
    if folders.isEmpty { return "–" }
    return folders.map { folder in
      let first = folder.since.map(String.init).joined(separator: ".")
      let variable =
        folder.setting.map { " with `\($0)`" }
        ?? folder.variable.map { " (moved by `\($0)`)" } ?? ""
      return "`\(folder.mountPoint)`\(first.isEmpty ? "" : " from \(first) on")\(variable)"
    }.joined(separator: ", before that ")
  }
}
