/// What stands for a deploy-time variable in a text, where that is not its value alone.
package enum Fallback: Sendable, Hashable {
  /// Nothing: `${NAME}` and `${NAME:?message}` must be set, and not be empty.
  case required(message: String? = nil)
  /// `${NAME:-text}`; and `${NAME-text}`, where an empty value stays empty.
  case text(String, keepsEmpty: Bool = false)
  /// `${NAME:+text}`: the text in place of a value, and nothing where there is none; and `${NAME+text}`,
  /// where an empty value is one.
  case replacement(String, evenOfEmpty: Bool = false)
  /// `NAME:` of a container's variables, without a value: what the deployment has under that name. Where
  /// it has none, the container has none under Compose, and an empty one elsewhere.
  case passed

  /// What stands there without a value; `nil`: it must be set.
  package var text: String? {
    switch self {
    case .required: nil
    case .text(let text, _): text
    case .replacement, .passed: ""
    }
  }

  /// The text that is written behind the name.
  package var writtenText: String? {
    switch self {
    case .required: nil
    case .text(let text, _), .replacement(let text, _): text
    case .passed: ""
    }
  }

  /// What its owner says of a variable that must be set.
  package var message: String? {
    if case .required(let message) = self { message } else { nil }
  }

  /// Whether a text takes the value's place.
  package var isReplacement: Bool {
    if case .replacement = self { true } else { false }
  }

  /// What stands between the name and the text.
  private var sign: String {
    switch self {
    case .required, .passed, .text(_, keepsEmpty: false): ":-"
    case .text: "-"
    case .replacement(_, evenOfEmpty: false): ":+"
    case .replacement: "+"
    }
  }

  /// Whether the two mean the same where there is no value, whatever they say about it.
  package func isSame(as other: Fallback) -> Bool {
    text == other.text && (text == nil || sign == other.sign)
  }

  /// As a manifest has it, its text as `escaped` makes it; a message is left out.
  package func written(_ name: String, _ escaped: (String) -> String = { $0 }) -> String {
    "${\(name)\(writtenText.map { sign + escaped($0) } ?? "")}"
  }
}
