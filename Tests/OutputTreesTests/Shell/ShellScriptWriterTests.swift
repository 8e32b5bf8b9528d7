import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct ShellScriptWriterTests {
  private static let mark = SourceMark(line: 9, column: 1)
  private static let origin = Origin(
    SourceRange(file: SourceFile(path: "m", bytes: []), start: mark, end: mark))

  @Test func aScriptIsHeadAssignmentsAndBodies() {
    let file = ShellScriptWriter.file(
      path: "x.sh", dialect: .bash, header: ["made"],
      assignments: [
        ShellAssignment("PROJECT", .scalar("it")).from(Self.origin).because("who"),
        ShellAssignment("DRAIN_SECONDS", .integer(60)),
        ShellAssignment("STEPS", .words(["build", "a b"])),
        ShellAssignment("NAMES", .array([.init("x", origin: Self.origin), .init("y z")])),
        ShellAssignment("EMPTY", .array([])),
        ShellAssignment("PORTS", .table([.init("a b", "80"), .init("c", "")])),
      ],
      bodies: [
        Array("#!/usr/bin/env bash\n# shellcheck disable=SC2154\n\n# Why.\nrun() { :; }\n".utf8),
        Array("run".utf8),
      ])
    #expect(
      String(decoding: file.bytes, as: UTF8.self) == """
        #!/usr/bin/env bash
        # made
        set -euo pipefail

        # who
        PROJECT='it'
        DRAIN_SECONDS=60
        STEPS=(build 'a b')
        NAMES=(
          'x'
          'y z'
        )
        EMPTY=()
        declare -A PORTS=(
          ['a b']='80'
          ['c']=''
        )

        # Why.
        run() { :; }

        run

        """)
    #expect(file.isExecutable)
    #expect(
      file.lineOrigins.enumerated().compactMap { $1 == nil ? nil : $0 + 1 } == [5, 6, 10])
    #expect(file.lineOrigins.count == 22)
  }

  /// Every awkward text as scalar, element, word, key and value, read back by bash itself.
  private static let texts = (AwkwardTexts.all + AwkwardTexts.random(count: 300, seed: 5))
  private static let script: OutputFile = {
    var seen = Set<[UInt8]>()
    let keys = texts.filter { !$0.isEmpty && seen.insert(Array($0.utf8)).inserted }
    return ShellScriptWriter.file(
      path: "x.sh", dialect: .bash, header: ["made"],
      assignments: [
        ShellAssignment("WORDS", .words(texts)),
        ShellAssignment("ARRAY", .array(texts.map { .init($0) })),
        ShellAssignment("TABLE", .table(keys.map { .init($0, $0) })),
      ] + texts.enumerated().map { ShellAssignment("S\($0)", .scalar($1)) },
      bodies: [
        Array(
          """
          for key in "${!TABLE[@]}"; do
            [[ ${TABLE[$key]} == "$key" ]] || printf 'key %q\\n' "$key" >&2
          done
          ((${#TABLE[@]} == \(keys.count))) || echo 'a key is missing' >&2
          printf '%s\\0' "${WORDS[@]}" "${ARRAY[@]}"
          for ((i = 0; i < \(texts.count); i++)); do
            name=S$i
            printf '%s\\0' "${!name}"
          done

          """.utf8)
      ])
  }()

  private func withScript(
    _ tool: String, _ arguments: (String) -> [String]
  ) throws -> Tool.Outcome {
    try withScratchFolder { folder in
      let path = folder.appending(path: "x.sh").path
      try Data(Self.script.bytes).write(to: URL(fileURLWithPath: path))
      return try #require(Tool(tool)).run(arguments(path))
    }
  }

  @Test(.enabled(if: Tool.isThere("bash"), "needs bash in ZDC_TOOLS or PATH"))
  func bashReadsAssignmentsBack() throws {
    let outcome = try withScript("bash") { [$0] }
    #expect(outcome.errors == "")
    let read = outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(read.count == 3 * Self.texts.count)
    for (bytes, text) in zip(read, Self.texts + Self.texts + Self.texts) {
      #expect(Array(bytes) == Array(text.utf8), "\(text.debugDescription)")
    }
  }

  /// SC2034: the scalars are read by way of their names, which shellcheck can't follow.
  @Test(.enabled(if: Tool.isThere("shellcheck"), "needs shellcheck in ZDC_TOOLS or PATH"))
  func shellcheckHasNothingToSay() throws {
    let outcome = try withScript("shellcheck") { ["-S", "style", "-f", "gcc", "-e", "SC2034", $0] }
    #expect(outcome.text + outcome.errors == "")
  }

  @Test(.enabled(if: Tool.isThere("shfmt"), "needs shfmt in ZDC_TOOLS or PATH"))
  func shfmtHasNothingToSay() throws {
    let outcome = try withScript("shfmt") { ["-d", "-i", "2", "-ci", $0] }
    #expect(outcome.text + outcome.errors == "")
  }
}
