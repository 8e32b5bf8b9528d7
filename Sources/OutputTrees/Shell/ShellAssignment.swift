package import Diagnostics

/// One variable of a script's assignment block.
///
///     ShellAssignment("PROJECT", .scalar(project.value)).from(project).because("who we are")
package struct ShellAssignment: Sendable {
  package struct Element: Sendable {
    package let value: String
    package let origin: Origin?

    package init(_ value: String, origin: Origin? = nil) {
      self.value = value
      self.origin = origin
    }
  }

  package struct Pair: Sendable {
    package let key: String
    package let element: Element

    package init(_ key: String, _ value: String, origin: Origin? = nil) {
      self.key = key
      element = Element(value, origin: origin)
    }
  }

  /// Words that belong together, on a line of their own.
  package struct Row: Sendable {
    package let words: [String]
    package let origin: Origin?

    package init(_ words: [String], origin: Origin? = nil) {
      self.words = words
      self.origin = origin
    }
  }

  package enum Value: Sendable {
    /// `NAME='text'`, always quoted.
    case scalar(String)
    /// `NAME=60`
    case integer(Int)
    /// `NAME=(a 'b c')` on one line, bare where safe: commands, names of steps.
    case words([String])
    /// An element a line.
    case array([Element])
    /// One flat array, a row of words a line, bare where safe.
    case rows([Row])
    /// `declare -A NAME=(…)`, a pair a line; keys are not empty, which bash can't have. bash only.
    case table([Pair])
  }

  package let name: String
  package let value: Value
  package let origin: Origin?
  /// Lines of a comment that stand above the assignment, without `#`.
  package let comment: [String]

  /// `name` is a shell name: ASCII letters, digits and `_`, no digit first.
  package init(_ name: String, _ value: Value, origin: Origin? = nil, comment: [String] = []) {
    precondition(Self.isName(name), "not the name of a shell variable: \(name)")
    self.name = name
    self.value = value
    self.origin = origin
    self.comment = comment
  }

  /// Adds one comment line, a reason, above the assignment.
  package func because(_ line: String) -> ShellAssignment {
    ShellAssignment(name, value, origin: origin, comment: comment + [line])
  }

  /// The place that the value follows from.
  package func from(_ origin: Origin?) -> ShellAssignment {
    ShellAssignment(name, value, origin: origin, comment: comment)
  }

  /// As `from`, of a located value of any type.
  package func from<Value>(_ value: Located<Value>, reason: String? = nil) -> ShellAssignment {
    from(Origin(value.range, reason: reason))
  }

  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
