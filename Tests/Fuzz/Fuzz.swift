import Diagnostics
import Fuzzing
import Glibc
import YAMLReading

/// The fuzzer: `Fuzz TARGET SECONDS [SEED]` from the root of the project, `Fuzz replay TARGET
/// FILE…` for what it found, `Fuzz read FILE` to time the reader alone.
///
/// `reader`, `dialect` and `build` run in this process; the others run the built zdc, `.build/release/zdc` or
/// what `ZDC` names, once or several times an input.
///
/// It ends with status 1 on a violation. Where the process itself dies (a trap, or minutes over one
/// input), the input is `.build/fuzz/TARGET-current`.
@main enum Fuzz {
  private static let folder = ".build/fuzz"
  private static let secondsForOne: UInt32 = 300
  private static let example = "manifests/minimal.yml"

  static func main() {
    let words = CommandLine.arguments.dropFirst().map { $0 }
    switch words.first {
    case "read" where words.count == 2: read(words[1])
    case "replay" where words.count > 2: replay(target(words[1]), words.dropFirst(2))
    case let name? where words.count == 2 || words.count == 3:
      guard let seconds = Double(words[1]), let seed = UInt64(words.count == 3 ? words[2] : "1")
      else { usage() }
      run(target(name), seconds: seconds, seed: seed)
    default: usage()
    }
  }

  private static func usage() -> Never {
    let commands = CommandTarget.Command.allCases.map(\.rawValue).joined(separator: "|")
    say(
      "usage: Fuzz reader|dialect|build|\(commands)|verify SECONDS [SEED] | Fuzz replay TARGET FILE..."
        + " | Fuzz read FILE")
    exit(64)
  }

  private static func target(_ name: String) -> any FuzzTarget {
    switch name {
    case "reader": return ReaderTarget()
    case "build": return BuildTarget()
    case "dialect": return DialectTarget(corpus: Corpus.yaml(below: "out").map(\.bytes))
    default: break
    }
    guard let example = Corpus.read(example) else { usage() }
    if name == "verify" { return ArtefactTarget(zdc: zdc, manifest: example) }
    guard let command = CommandTarget.Command(rawValue: name) else { usage() }
    return CommandTarget(command, zdc: zdc, other: example)
  }

  private static var zdc: String {
    let path = getenv("ZDC").map { String(cString: $0) } ?? ".build/release/zdc"
    guard let real = realpath(path, nil) else {
      say("\(path) is not there: run make release")
      exit(66)
    }
    defer { free(real) }
    return String(cString: real)
  }

  private static func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private static func read(_ path: String) {
    guard let bytes = Corpus.read(path) else { exit(66) }
    var log = DiagnosticLog()
    let node = YAMLDocument.read(SourceFile(path: path, bytes: bytes), into: &log)
    exit(node == nil || log.hasErrors ? 1 : 0)
  }

  private static func replay(_ target: any FuzzTarget, _ paths: ArraySlice<String>) {
    var isClean = true
    for path in paths {
      guard let bytes = Corpus.read(path) else { exit(66) }
      let violations = target.run(bytes).violations
      for violation in violations { say("\(path): \(violation)") }
      isClean = isClean && violations.isEmpty
    }
    target.end()
    exit(isClean ? 0 : 1)
  }

  private static func run(_ target: any FuzzTarget, seconds: Double, seed: UInt64) {
    mkdir(".build", 0o777)
    mkdir(folder, 0o777)
    let corpus =
      target.corpus ?? Corpus.entries(in: ["Tests/Corpus", "manifests"]).map(\.bytes)
    if corpus.isEmpty { usage() }
    var run = FuzzRun(target, corpus: corpus, seed: seed)
    var findings = 0
    var slowest = 0.0
    let start = now()
    var nextReport = start + 30
    while now() - start < seconds, findings < 20 {
      let before = now()
      alarm(secondsForOne)
      let finding = run.step { Corpus.write($0, to: "\(folder)/\(target.name)-current") }
      let took = now() - before
      if took > slowest {
        slowest = took
        Corpus.write(run.lastInput, to: "\(folder)/\(target.name)-slowest")
      }
      if let finding {
        findings += 1
        Corpus.write(finding.input, to: "\(folder)/\(target.name)-\(seed)-\(findings)")
        for violation in finding.violations { say("violation: \(violation)") }
      }
      if now() > nextReport {
        nextReport += 30
        report(run, seed: seed, slowest: slowest, findings: findings)
      }
    }
    alarm(0)
    report(run, seed: seed, slowest: slowest, findings: findings)
    target.end()
    exit(findings == 0 ? 0 : 1)
  }

  private static func report(_ run: FuzzRun, seed: UInt64, slowest: Double, findings: Int) {
    say(
      "\(run.target.name), seed \(seed): \(run.rounds) inputs, \(run.behaviours.count) behaviours, "
        + "\(run.pool.count) kept, slowest \(Int(slowest * 1000)) ms, \(findings) findings")
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
