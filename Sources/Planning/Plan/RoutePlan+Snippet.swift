import Diagnostics
import ManifestModel

extension RoutePlan {
  /// Headers that the snippet sends, in lower case: they take the place of zdc's own.
  package var snippetHeaders: Set<String> {
    Set(
      SnippetReader.directives(in: snippet?.value ?? "")
        .filter { $0.name == "proxy_set_header" }
        .compactMap { $0.arguments.first?.lowercased() })
  }

  /// Whether the snippet limits connections: nginx then leaves out what is said around it, with which
  /// zdc counts the requests that are under way.
  package var snippetCounts: Bool { SnippetReader.counts(snippet?.value) }
}

extension GatewayPlan {
  /// The same of what stands in each server.
  package var snippetCounts: Bool { SnippetReader.counts(snippets.server?.value) }
}

extension SnippetReader {
  fileprivate static func counts(_ text: String?) -> Bool {
    directives(in: text ?? "").contains { $0.name == "limit_conn" }
  }
}
