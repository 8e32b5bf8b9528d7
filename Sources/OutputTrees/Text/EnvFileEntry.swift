package import Diagnostics

/// One line of a `.env` file.
package struct EnvFileEntry: Sendable {
  package let name: String
  /// Empty where people have to fill it in.
  package let value: String
  /// Written as a comment, `#NAME=value`, for what has a default.
  package let isOptional: Bool
  package let origin: Origin?
  /// Lines of a comment that stand above the entry, without `#`.
  package let comment: [String]

  /// `name` is a shell name; `value` one that `EnvFileWriter.canHold`.
  package init(
    _ name: String, value: String = "", isOptional: Bool = false, origin: Origin? = nil,
    comment: [String] = []
  ) {
    precondition(ShellAssignment.isName(name), "not the name of a variable: \(name)")
    precondition(EnvFileWriter.canHold(value), "a .env file can't hold the value of \(name)")
    self.name = name
    self.value = value
    self.isOptional = isOptional
    self.origin = origin
    self.comment = comment
  }
}
