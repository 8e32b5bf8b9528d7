internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A snippet that is not nginx text of its own.
  static let snippetSyntax = ManifestRule(
    Rule(
      DiagnosticCode(159), .error, .fixed,
      "a snippet is whole nginx directives, and none that zdc makes",
      page: RulePage(
        breaks: """
          Text that opens or closes more than it should changes what stands around it, and nginx \
          refuses the configuration, or serves another one.
          """,
        wrong: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets: { server: 1️⃣"add_header X-A b; } server {" }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        right: """
          gateway:
            listen: { http: 80 }
            routes: { /: web }
            snippets: { server: "add_header X-A b;" }
          services:
            web: { image: "shop/web:1", command: [serve], port: 80, health: /up }
          """,
        source: "the manifest language: snippets")),
    .manifest { context, findings in
      guard let snippets = context.manifest.gateway?.snippets else { return }
      let texts =
        [snippets.http, snippets.server].compactMap { $0 } + snippets.locations.map(\.text)
      for text in texts {
        guard let fault = SnippetReader.fault(in: text.value) else { continue }
        findings.report(at: text.range, fault.message, help: fault.help)
      }
    })
}
