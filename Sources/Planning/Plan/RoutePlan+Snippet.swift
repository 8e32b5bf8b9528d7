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
}
