internal import Diagnostics
internal import ManifestModel

/// What the rules find; it knows which rule is asking.
struct RuleFindings {
  private(set) var log = DiagnosticLog()
  /// A fault of form: what stands there counts as not written.
  struct Fault {
    let range: SourceRange
    /// The keys that lead to it; `nil` of a key that nobody knows, which may be meant for any.
    let keys: Set<String>?
  }

  private let faults: [Fault]
  private let faultStarts: Set<SourceMark>
  private var lines: LineTable?
  /// How many names may still be held against each other.
  private var comparisons = 2_000_000
  var rule: ManifestRule
  /// What leaves a target out; empty where there is but one.
  var scopes: [Target: Diagnostic.Scope] = [:]

  init(_ rule: ManifestRule, faults: [Fault]) {
    self.rule = rule
    self.faults = faults
    faultStarts = Set(faults.map(\.range.start))
  }

  /// - Parameter place: of the fault itself.
  mutating func report(
    at place: SourceRange, _ message: String, help: String? = nil, notes: [Diagnostic.Note] = [],
    fix: Fix? = nil, only target: Target? = nil
  ) {
    // What has not its form is mended first.
    guard !isFull, !faultStarts.contains(place.start) else { return }
    log.report(
      Diagnostic(
        rule.rule.severity, rule.rule.code, at: place, message, help: help, notes: notes, fix: fix,
        scope: (target ?? rule.target).flatMap { scopes[$0] }))
  }

  /// Reports that something is not written, unless there is a fault of form in the part where it
  /// could stand: then it may be what is faulty.
  ///
  /// - Parameter keys: where what is missing would stand; empty where that may be anywhere.
  mutating func reportMissing(
    at place: SourceRange, within part: SourceRange, under keys: Set<String> = [],
    _ message: String, help: String? = nil,
    notes: [Diagnostic.Note] = [], fix: Fix? = nil
  ) {
    let isFaulty = faults.contains { fault in
      let start = fault.range.start
      guard fault.range.file == part.file, start >= part.start, start <= part.end else {
        return false
      }
      return keys.isEmpty || fault.keys?.isDisjoint(with: keys) != true
    }
    if !isFaulty { report(at: place, message, help: help, notes: notes, fix: fix) }
  }

  /// Whether there are so many findings that no person reads on: hostile input takes no more time.
  private var isFull: Bool { log.count >= ShapeValidator.mostFaults }

  /// What was most likely meant: the nearest of some names, and the same as an edit where it is the
  /// only one that is near.
  mutating func near(
    _ name: Located<String>, among names: [String]
  ) -> (help: String?, fix: Fix?) {
    near(name.value, among: names).map { near in
      (
        "did you mean '\(near.name)'?",
        near.isOnly ? Fix(replacing: name.range, with: near.name) : nil
      )
    } ?? (nil, nil)
  }

  mutating func near(
    _ name: String, among names: [String]
  ) -> (name: String, isOnly: Bool)? {
    guard !isFull, comparisons >= names.count else { return nil }
    comparisons -= names.count
    return NearName.closest(to: name, among: names).map { near in
      (near, NearName.only(to: name, among: names) != nil)
    }
  }

  /// The place of a text inside of a longer one, where it stands as it is; else the longer one's.
  mutating func place(of part: String, in whole: SourceRange) -> SourceRange {
    exactPlace(of: part, in: whole) ?? whole
  }

  /// The place of a directive's name in a snippet; the whole snippet's where that can't be told.
  mutating func place(of directive: SnippetDirective, in snippet: Located<String>) -> SourceRange {
    let name = directive.name
    let before = snippet.value.utf8.prefix(directive.offset)
    let nth = Array(before).occurrences(of: Array(name.utf8)).count
    guard !isFull else { return snippet.range }
    let table =
      lines.flatMap { $0.file == snippet.range.file ? $0 : nil }
      ?? LineTable(snippet.range.file)
    lines = table
    let start = table.byteOffset(of: snippet.range.start)
    let end = table.byteOffset(of: snippet.range.end)
    let found = Array(snippet.range.file.bytes[start..<end]).occurrences(of: Array(name.utf8))
    guard found.indices.contains(nth) else { return snippet.range }
    let offset = start + found[nth]
    return SourceRange(
      file: snippet.range.file, start: table.mark(atByte: offset),
      end: table.mark(atByte: offset + name.utf8.count))
  }

  /// The place of a text inside of a longer one; `nil` where it is written in another way.
  mutating func exactPlace(of part: String, in whole: SourceRange) -> SourceRange? {
    guard !isFull else { return nil }
    let table = lines.flatMap { $0.file == whole.file ? $0 : nil } ?? LineTable(whole.file)
    lines = table
    let start = table.byteOffset(of: whole.start)
    let end = table.byteOffset(of: whole.end)
    let wanted = Array(part.utf8)
    guard !wanted.isEmpty, end - start >= wanted.count else { return nil }
    let bytes = whole.file.bytes
    for offset in start...(end - wanted.count)
    where bytes[offset..<(offset + wanted.count)].elementsEqual(wanted) {
      return SourceRange(
        file: whole.file, start: table.mark(atByte: offset),
        end: table.mark(atByte: offset + wanted.count))
    }
    return nil
  }
}

extension [UInt8] {
  /// Where a part begins, each time.
  fileprivate func occurrences(of part: [UInt8]) -> [Int] {
    guard !part.isEmpty, count >= part.count else { return [] }
    return (0...(count - part.count)).filter { start in
      self[start] == part[0] && self[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
