internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// An image whose content changes under its name.
  static let mutableTag = ManifestRule(
    Rule(
      DiagnosticCode(204), .warning, .free,
      "an image has a tag, and not latest",
      page: RulePage(
        breaks: """
          An engine that has an image of that name does not ask for another: a rollout says it \
          is complete and replaces nothing, and a rollback brings back what is there by now. \
          Kubernetes pulls 'latest' at every start, so that a registry's outage stops the site.
          """,
        wrong: """
          services:
            web:
              image: 1️⃣shop/web:latest
              command: [serve]
              port: 80
              health: /up
          """,
        right: """
          services:
            web:
              image: shop/web:${TAG:-1}
              command: [serve]
              port: 80
              health: /up
          """,
        source: """
          measured: a Swarm update of latest replaced no task; kubernetes: imagePullPolicy
          """)),
    .manifest { context, findings in
      for service in context.manifest.services + context.manifest.backing {
        if let image = service.image { findings.checkImage(image) }
      }
      if let image = context.manifest.gateway?.image { findings.checkImage(image) }
      if let version = context.manifest.version, version.value.withDefaults == "latest" {
        findings.report(
          at: version.range, "the version 'latest' is no version", help: "write ${TAG:-dev}")
      }
    })
}

extension RuleFindings {
  fileprivate mutating func checkImage(_ image: Located<Template>) {
    let name = image.value.withDefaults
    guard let last = name.split(separator: "/").last,
      !last.contains("@")
    else { return }
    let tag = last.split(separator: ":").dropFirst().first
    guard tag == nil || tag == "latest" else { return }
    // What a variable brings may hold a tag.
    if tag == nil, last.contains(Template.unknownText) { return }
    report(
      at: image.range,
      tag == nil ? "the image '\(name)' has no tag" : "the image '\(name)' has no fixed content",
      help: "write a tag that is never moved, such as \(last.prefix { $0 != ":" }):1.2.3")
  }
}
