internal import Diagnostics

extension Rule {
  /// The page that `zdc explain CODE` shows, which is a section of the page about all rules.
  package var markdown: String {
    let level = severity == .error ? "error" : "warning"
    let setting =
      switch self.setting {
      case .fixed: "always: without it the artefacts would be wrong"
      case .free: "by default; `rules: { \(code): off }` or another severity changes that"
      }
    var text = "## \(code): \(title)\n\n\(level.prefix(1).uppercased() + level.dropFirst()), "
    text += "\(setting).\n\n\(page.breaks)\n\n"
    text += "```yaml\n\(page.wrong)\n```\n\n```text\n"
    let findings = RuleExample.findings(in: RuleExample.manifest(page.wrong))
    text += TextRenderer(colour: false).render(findings)
    text += "```\n\nRight:\n\n```yaml\n\(page.right)\n```\n\nSource: \(page.source).\n"
    return text
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
      let level = rule.severity == .error ? "error" : "warning"
      let title = rule.title.split(separator: "|").joined(separator: "\\|")
      text += "| \(rule.code) | \(level) | \(rule.setting == .free ? "yes" : "no") | \(title) |\n"
    }
    for rule in rules { text += "\n\(rule.markdown)" }
    return text
  }
}
