package import Diagnostics

/// Reads a whole conf, or the part of one that a file holds.
package struct NginxConf {
  private var tokens: NginxTokenizer
  private var places: TextPlaces
  private static let deepest = 100

  private init(_ file: SourceFile) {
    tokens = NginxTokenizer(file.bytes)
    places = TextPlaces(file)
  }

  /// `nil` where nginx could not read it either; the reason is in the log.
  package static func read(
    _ file: SourceFile, into log: inout DiagnosticLog
  ) -> [NginxDirective]? {
    var conf = NginxConf(file)
    do throws(NginxTokenizer.Fault) {
      return try conf.directives(depth: 0, openedAt: nil)
    } catch {
      let place = LineTable(file).mark(atByte: error.offset)
      log.error(
        VerificationCodes.unreadable, at: SourceRange(file: file, start: place, end: place),
        "nginx can't read this: \(error.message)", help: "run zdc build",
        notes: ConfIndentation.firstBreak(in: file).map {
          [Diagnostic.Note("braces and indentation part here", at: $0)]
        } ?? [])
      return nil
    }
  }

  private mutating func directives(
    depth: Int, openedAt opening: Int?
  ) throws(NginxTokenizer.Fault) -> [NginxDirective] {
    var list: [NginxDirective] = []
    var words: [String] = []
    var first = SourceMark(line: 1, column: 1)
    var last = first
    while let token = try tokens.next() {
      let start = tokens.start
      switch token {
      case .word(let word):
        if words.isEmpty { first = places.mark(at: start) }
        last = places.mark(at: tokens.offset)
        words.append(word)
      case .end, .open:
        guard !words.isEmpty else { throw unexpected(start) }
        let range = SourceRange(file: places.file, start: first, end: last)
        var block: [NginxDirective]?
        if case .open = token {
          guard depth < Self.deepest else {
            throw NginxTokenizer.Fault(message: "too many blocks in each other", offset: start)
          }
          block = try directives(depth: depth + 1, openedAt: start)
        }
        list.append(NginxDirective(words: words, range: range, block: block))
        words = []
      case .close:
        guard opening != nil, words.isEmpty else { throw unexpected(start) }
        return list
      }
    }
    if let opening {
      throw NginxTokenizer.Fault(message: "this block does not end", offset: opening)
    }
    guard words.isEmpty else {
      throw NginxTokenizer.Fault(
        message: "unexpected end of the file, expecting \";\" or \"}\"", offset: tokens.offset)
    }
    return list
  }

  private func unexpected(_ offset: Int) -> NginxTokenizer.Fault {
    let byte = places.file.bytes[offset]
    return NginxTokenizer.Fault(
      message: "unexpected \"\(Character(Unicode.Scalar(byte)))\"", offset: offset)
  }
}
