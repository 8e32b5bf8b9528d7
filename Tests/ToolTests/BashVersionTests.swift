import Foundation
import TestSupport
import Testing

/// The scripts run under bash 4.4; by bash's own list of changes (its files CHANGES and NEWS), this
/// is what later versions brought.
@Suite("Scripts use nothing that is newer than bash 4.4")
struct BashVersionTests {
  struct Feature: Sendable, CustomTestStringConvertible {
    let since: String
    let pattern: String
    let example: String

    var testDescription: String { "\(example) (\(since))" }

    func found(in text: String) throws -> [Substring] {
      try text.matches(of: Regex(pattern)).map { text[$0.range] }
    }
  }

  static let features = [
    Feature(
      since: "5.0", pattern: #"\b(EPOCHSECONDS|EPOCHREALTIME|BASH_ARGV0)\b"#,
      example: "now=$EPOCHSECONDS"),
    Feature(since: "5.0", pattern: #"\bwait +(-n +)?-f\b"#, example: #"wait -f "$pid""#),
    Feature(
      since: "5.0 to 5.3",
      pattern:
        #"shopt +-[su] +\w*(assoc_expand_once|localvar_|progcomp_alias|patsub|varredir|array_expand)"#,
      example: "shopt -s localvar_inherit"),
    Feature(since: "5.1", pattern: #"\$\{[^}@]+@[UuLKk]\}"#, example: "${name@U}"),
    Feature(since: "5.1", pattern: #"\bSRANDOM\b"#, example: "$SRANDOM"),
    Feature(since: "5.1", pattern: #"\bwait +(-[nf]+ +)*-\w*p\b"#, example: "wait -n -p done"),
    Feature(
      since: "5.1", pattern: #"\b(local|declare|typeset) +-\w*I"#, example: "local -I name"),
    Feature(since: "5.2", pattern: #"printf [^\n]*%Q"#, example: "printf '%Q' \"$text\""),
    Feature(since: "5.3", pattern: #"\$\{[ \t|]"#, example: "${ date; }"),
    Feature(
      since: "5.3", pattern: #"\b(BASH_MONOSECONDS|BASH_TRAPSIG|GLOBSORT)\b"#,
      example: "GLOBSORT=mtime"),
    Feature(since: "5.3", pattern: #"\bread +-\w*E"#, example: "read -E line"),
  ]

  @Test(arguments: features) func thePatternFindsIt(_ feature: Feature) throws {
    #expect(try feature.found(in: feature.example).count == 1)
  }

  @Test func noneStandsInAScript() throws {
    // Many scripts are the same but for their head.
    let texts = try Set(
      ScriptLintTests.scripts.map { path in
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
          .split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
          .joined(separator: "\n")
      })
    #expect(!texts.isEmpty)
    for feature in Self.features {
      for text in texts { #expect(try feature.found(in: text) == [], "since \(feature.since)") }
    }
  }
}
