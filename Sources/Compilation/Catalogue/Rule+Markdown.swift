package import Diagnostics
internal import ManifestModel

extension Rule {
  /// The page that `zdc explain CODE` shows, which is a section of the page about all rules.
  package var markdown: String {
    var text = "## \(code): \(title)\n\n\(level.prefix(1).uppercased() + level.dropFirst()), "
    text += "\(settingText).\n\n\(page.breaks)\n\n"
    if let instead = page.instead {
      text += "\(instead)\n\n"
    } else {
      text += "```yaml\n\(page.wrong)\n```\n\n```text\n"
      let said = Catalogue.findings(in: RuleExample.manifest(page.wrong)).filter {
        $0.code == code || $0.severity > .note
      }
      text += TextRenderer(colour: false).render(said)
      text += "```\n\nRight:\n\n```yaml\n\(page.right)\n```\n\n"
    }
    return text + "Source: \(page.source).\n"
  }

  /// The severity in a word.
  package var level: String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }

  private var settingText: String {
    switch setting {
    case .fixed: "always: without it the artefacts would be wrong"
    case .free: "by default; `rules: { \(code): off }` or another severity changes that"
    }
  }

  /// The page about all rules.
  package static func page(of rules: [Rule]) -> String {
    var text = """
      # The rules

      What zdc holds a manifest against. Made from the pages that `zdc explain CODE` shows; the \
      examples are run, and what zdc says stands below each. The first two lines of every example, \
      `zdc: 1` and `project: shop`, are left out.

      | code | severity | can be set | rule |
      | --- | --- | --- | --- |

      """
    for rule in rules {
      let title = rule.title.split(separator: "|").joined(separator: "\\|")
      let canBeSet = rule.setting == .free ? "yes" : "no"
      text += "| \(rule.code) | \(rule.level) | \(canBeSet) | \(title) |\n"
    }
    for rule in rules { text += "\n\(rule.markdown)" }
    return text
  }
}
