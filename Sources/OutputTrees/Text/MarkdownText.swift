package import Diagnostics

/// A stretch of Markdown inside a paragraph, an item, a heading or a table's cell.
///
/// A string literal is Markdown that the generator's author wrote; what is interpolated is data and
/// means itself:
///
///     "Run \(code: command) to deploy **\(project.name)**."
package struct MarkdownText: Sendable, Hashable {
  package let markdown: String

  /// Data: each character means itself.
  package static func literal(_ text: String) -> MarkdownText {
    MarkdownText(markdown: MarkdownQuoting.escaped(text))
  }

  /// A code span.
  package static func code(_ text: String) -> MarkdownText {
    MarkdownText(markdown: MarkdownQuoting.codeSpan(text))
  }

  private init(markdown: String) { self.markdown = markdown }
}

extension MarkdownText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { markdown = value }

  package init(stringInterpolation parts: StringInterpolation) { markdown = parts.markdown }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markdown = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      markdown.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    package mutating func appendLiteral(_ literal: String) { markdown += literal }

    package mutating func appendInterpolation(_ value: String) {
      markdown += MarkdownQuoting.escaped(value)
    }

    package mutating func appendInterpolation(_ value: Located<String>) {
      appendInterpolation(value.value)
    }

    package mutating func appendInterpolation(_ value: Int) { markdown += String(value) }

    package mutating func appendInterpolation(code value: String) {
      markdown += MarkdownQuoting.codeSpan(value)
    }

    /// Markdown that was made before.
    package mutating func appendInterpolation(_ text: MarkdownText) { markdown += text.markdown }
  }
}
