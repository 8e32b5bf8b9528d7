import ArgumentParser
import Compilation
import Diagnostics
import Planning

/// What `zdc explain` says about lines of one file.
struct LineExplanation {
  private let file: ExplainedFile
  private let source: SourceFile
  private let table: LineTable
  private let unit: ManifestUnit
  private let tracing: LineTracing
  /// The output folder as paths in answers begin.
  private let folder: String
  private let renderer = TextRenderer(colour: Terminal.outputHasColour)

  /// Compiles the manifest; its faults are told and end the command.
  init(_ file: ExplainedFile, output: String?, options: ManifestOptions) throws {
    self.file = file
    var log = DiagnosticLog()
    var own = options
    own.environment = options.environment ?? file.making?.environment
    let unit =
      if let making = file.making {
        try own.read(making.manifest, into: &log)
      } else {
        ManifestUnit.read(
          SourceFile(path: file.path, bytes: file.bytes), environment: own.environment, into: &log)
      }
    var place: ManifestPlace?
    var tracing: LineTracing?
    if let unit {
      let found = ManifestPlace(
        manifest: unit.source.path, output: file.making?.folder ?? output, project: unit.project)
      place = found
      if let made = Compiler.compile(unit, in: found.surroundings, into: &log) {
        tracing = LineTracing(made.artefacts, of: made.plan)
      }
    }
    guard !log.hasErrors, let unit, let place, let tracing else {
      Terminal.complain(log)
      throw ExitCode.fault
    }
    self.unit = unit
    self.tracing = tracing
    source = file.making == nil ? unit.source : SourceFile(path: file.path, bytes: file.bytes)
    table = LineTable(source)
    folder = RelativePath.path(
      WorkingPath.absolute(place.output), from: WorkingPath.absolute("."))
  }

  /// - Parameter line: `nil`: all of them, one below the other.
  func tell(_ line: Int?) throws {
    let count = lineCount
    if let line, !(1...max(count, 1)).contains(line) {
      throw ValidationError("\(file.path.quoted.visible) has \(count) lines, and no line \(line)")
    }
    guard let making = file.making else { return tellManifest(line, count: count) }
    guard making.path != ArtefactLock.path else { return tellLock() }
    guard let lines = tracing.lines(of: making.path), let bytes = tracing.bytes(of: making.path)
    else {
      Terminal.complain(
        "zdc: \(unit.source.path.quoted.visible) makes no \(making.path.quoted.visible) any more; run zdc build\n"
      )
      throw ExitCode.fault
    }
    if let line {
      guard let number = UnifiedDiff.counterpart(of: line, in: file.bytes, of: bytes) else {
        Terminal.complain(
          "zdc: \(file.path):\(line) is not what \(unit.source.path.quoted.visible) says now: it was edited,"
            + " or the manifest was; zdc build --check shows the difference\n")
        throw ExitCode.fault
      }
      tell(lines[number - 1], at: line)
    } else {
      for line in lines { tellBriefly(line) }
    }
  }

  // MARK: Artefacts

  private func tell(_ line: LineTracing.Line, at number: Int) {
    var text = "\(VisibleText.of(file.path)):\(number)\n" + shown(number) + "\n"
    switch line.cause {
    case .fixed(let meaning): text += "follows from nothing in the manifest: \(meaning)\n"
    case .manifest(let origin):
      text += "follows from \(VisibleText.of("\(origin.range)"))\n" + excerpt(origin.range)
      for range in Self.otherLines(origin) {
        text += "and from \(VisibleText.of("\(range)"))\n" + excerpt(range)
      }
      text += "because: \(VisibleText.of(LineTracing.reason(of: line, from: origin)))\n"
    }
    Terminal.print(rendered: text)
  }

  private func tellBriefly(_ line: LineTracing.Line) {
    let cause =
      switch line.cause {
      case .fixed(let meaning): meaning
      case .manifest(let origin):
        "\(origin.range)" + (origin.reason.map { " (\($0))" } ?? "")
          + Self.otherLines(origin).map { ", \($0.start.line):\($0.start.column)" }.joined()
      }
    Terminal.print("\(line.number): \(VisibleText.of(line.text))  ← \(VisibleText.of(cause))\n")
  }

  /// One place a line, besides the origin's own: words of one command stand on one line.
  private static func otherLines(_ origin: Origin) -> [SourceRange] {
    var seen: Set = [origin.range.start.line]
    return origin.further.filter { seen.insert($0.start.line).inserted }
  }

  private func tellLock() {
    Terminal.print(
      "\(VisibleText.of(file.path)) is zdc's own: the SHA-256 of the manifest"
        + " \(unit.source.path.quoted.visible), of the files that it names, and of every artefact\n"
    )
  }

  // MARK: Manifests

  private func tellManifest(_ line: Int?, count: Int) {
    guard let line else {
      for (number, found) in zip(1..., tracing.followerCounts(in: unit.source).prefix(count)) {
        let text = String(decoding: table.line(number), as: UTF8.self)
        Terminal.print("\(number): \(VisibleText.of(text))  → \(found)\n")
      }
      return
    }
    var text = "\(VisibleText.of(file.path)):\(line)\n" + shown(line) + "\n"
    let lines = ManifestBlock.lines(below: line, in: unit.source)
    let found = tracing.followers(of: lines, in: unit.source)
    let subject =
      lines.count > 1 ? "the part that it opens, lines \(line)–\(lines.upperBound)" : "it"
    text +=
      found.isEmpty
      ? "no line of an artefact follows from it\n"
      : "\(found.count) line\(found.count == 1 ? " follows" : "s follow") from \(subject):\n"
    for follower in found { text += "  " + briefly(follower) + "\n" }
    Terminal.print(rendered: text)
  }

  private func briefly(_ line: LineTracing.Line) -> String {
    var reason = ""
    if case .manifest(let origin) = line.cause, let rule = origin.reason {
      reason = "   (\(VisibleText.of(rule)))"
    }
    let content = String(line.text.drop { $0 == " " })
    let path = folder == "." ? line.path : "\(folder)/\(line.path)"
    return "\(VisibleText.of(path)):\(line.number): \(VisibleText.of(content))\(reason)"
  }

  // MARK: Excerpts

  private var lineCount: Int {
    source.bytes.last == UInt8(ascii: "\n") ? table.lineCount - 1 : table.lineCount
  }

  private func shown(_ line: Int) -> String {
    let start = SourceMark(line: line, column: 1)
    let range = SourceRange(file: source, start: start, end: start)
    let excerpt = renderer.excerpt(of: range, in: table)
    return String(excerpt.prefix { $0 != "\n" })
  }

  private func excerpt(_ range: SourceRange) -> String {
    renderer.excerpt(of: range, in: LineTable(range.file)) + "\n"
  }
}
