/// What stands for a deploy-time variable that has no value.
package enum Fallback: Sendable, Hashable {
  /// Nothing: `${NAME}` and `${NAME:?message}` must be set, and not be empty.
  case required(message: String? = nil)
  /// `${NAME:-text}`; and `${NAME-text}`, where an empty value stays empty.
  case text(String, keepsEmpty: Bool = false)

  /// `nil`: it must be set.
  package var text: String? {
    if case .text(let text, _) = self { text } else { nil }
  }

  /// What its owner says of a variable that must be set.
  package var message: String? {
    if case .required(let message) = self { message } else { nil }
  }

  /// What stands between the name and the text: `:-` or `-`.
  package var sign: String {
    if case .text(_, keepsEmpty: true) = self { "-" } else { ":-" }
  }

  /// Whether the two mean the same, whatever they say about it.
  package func isSame(as other: Fallback) -> Bool {
    text == other.text && (text == nil || sign == other.sign)
  }

  /// `${NAME}`, `${NAME:-text}` or `${NAME-text}`, its text as `escaped` makes it.
  package func written(_ name: String, _ escaped: (String) -> String = { $0 }) -> String {
    "${\(name)\(text.map { sign + escaped($0) } ?? "")}"
  }
}
