package import Diagnostics

/// A block of a Markdown document.
package struct MarkdownBlock: Sendable {
  package enum Content: Sendable {
    /// Levels from 1.
    case heading(Int, MarkdownText)
    case paragraph(MarkdownText)
    case bullets([MarkdownText])
    case steps([MarkdownText])
    /// Lines as they are; `language` is for highlighting.
    case code(String, language: String)
    case table(header: [MarkdownText], rows: [[MarkdownText]])
  }

  package let content: Content
  package let origin: Origin?
  /// Of each item, row of a table or line of code; where there is none, the block's.
  package let partOrigins: [Origin?]

  package init(_ content: Content, origin: Origin? = nil, partOrigins: [Origin?] = []) {
    self.content = content
    self.origin = origin
    self.partOrigins = partOrigins
  }

  func origin(ofPart index: Int) -> Origin? {
    (partOrigins.indices.contains(index) ? partOrigins[index] : nil) ?? origin
  }

  package static func heading(_ level: Int, _ text: MarkdownText) -> MarkdownBlock {
    precondition((1...6).contains(level), "headings have six levels")
    return MarkdownBlock(.heading(level, text))
  }

  package static func paragraph(_ text: MarkdownText) -> MarkdownBlock {
    MarkdownBlock(.paragraph(text))
  }

  package static func bullets(_ items: [MarkdownText]) -> MarkdownBlock {
    MarkdownBlock(.bullets(items))
  }

  package static func steps(_ items: [MarkdownText]) -> MarkdownBlock {
    MarkdownBlock(.steps(items))
  }

  package static func code(_ text: String, language: String = "") -> MarkdownBlock {
    MarkdownBlock(.code(text, language: language))
  }

  package static func table(header: [MarkdownText], rows: [[MarkdownText]]) -> MarkdownBlock {
    precondition(rows.allSatisfy { $0.count == header.count }, "a table's rows are equally long")
    return MarkdownBlock(.table(header: header, rows: rows))
  }

  /// The place that the block follows from.
  package func from(_ origin: Origin?) -> MarkdownBlock {
    MarkdownBlock(content, origin: origin, partOrigins: partOrigins)
  }

  /// The places that its items, rows or lines follow from, in their order.
  package func from(parts: [Origin?]) -> MarkdownBlock {
    MarkdownBlock(content, origin: origin, partOrigins: parts)
  }
}
