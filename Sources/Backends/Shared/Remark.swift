import ManifestModel

/// Picks a comment's text by the manifest's `comments` language; both stand side by side where the
/// comment is made.
struct Remark: Sendable {
  let language: CommentLanguage

  init(_ language: CommentLanguage) { self.language = language }

  func callAsFunction(_ english: String, _ korean: String) -> String {
    switch language {
    case .en: english
    case .ko: korean
    }
  }
}
