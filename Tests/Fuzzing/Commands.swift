/// Runs of the built zdc in a scratch folder, each held against what every run promises: it ends by
/// itself, with a status of its own, and writes nothing that moves a terminal.
struct Commands: Sendable {
  let scratch: Scratch
  private let zdc: String

  /// - Parameter zdc: the binary's absolute path.
  init(_ zdc: String, _ name: String) {
    self.zdc = zdc
    scratch = Scratch(name)
  }

  /// - Parameter statuses: what the command may end with; 70, a fault of zdc, is never among them.
  @discardableResult
  func run(
    _ words: [String], statuses: Set<Int32> = [0, 1], into outcome: inout FuzzOutcome
  ) -> String {
    let child = ChildProcess([zdc] + words, in: scratch.path, log: "\(scratch.path)/.log")
    let command = "zdc \(words.joined(separator: " "))"
    let text = String(decoding: child.output, as: UTF8.self)
    switch child.end {
    case .exit(let status):
      outcome.require(
        statuses.contains(status), "\(command) ends with \(status): \(text.suffix(2000))")
      outcome.behaviours.insert("\(words[0]) \(status)")
    case .signal(let signal): outcome.violations.append("\(command) ends by signal \(signal)")
    case .hang: outcome.violations.append("\(command) does not end")
    case .notStarted(let code): outcome.violations.append("\(command) can't be run: \(code)")
    }
    outcome.require(
      text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !FuzzOutcome.movesTerminal($0) },
      "\(command) writes a control character: \(text.debugDescription.prefix(2000))")
    for line in text.split(separator: "\n") where line.hasSuffix("]") {
      outcome.behaviours.insert("\(words[0]) \(Self.shape(line))")
    }
    return text
  }

  /// A diagnostic's first line without its place and the values that it names.
  private static func shape(_ line: Substring) -> String {
    guard let severity = line.firstRange(of: ": error: ") ?? line.firstRange(of: ": warning: ")
    else { return "" }
    return FuzzOutcome.shape(String(line[severity.upperBound...])) + line.suffix(8)
  }
}
