import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct EnvFileWriterTests {
  private static let texts = (AwkwardTexts.all + AwkwardTexts.random(count: 600, seed: 31))
    .filter { EnvFileWriter.canHold($0) }

  private static let file = EnvFileWriter.file(
    path: ".env", header: ["made"],
    entries: texts.enumerated().map { EnvFileEntry("V\($0)", value: $1) })

  @Test func entriesHaveCommentsAndDefaults() {
    let file = EnvFileWriter.file(
      path: ".env.example", header: ["made"],
      entries: [
        EnvFileEntry("PASSWORD", comment: ["the database's"]),
        EnvFileEntry("TAG", value: "dev", isOptional: true), EnvFileEntry("A", value: "it's #1"),
        EnvFileEntry("B", value: "a $b"),
      ])
    #expect(
      String(decoding: file.bytes, as: UTF8.self) == """
        # made

        # the database's
        PASSWORD=
        #TAG=dev
        A="it's #1"
        B='a $b'

        """)
    #expect(file.lineOrigins.count == 7)
  }

  @Test(arguments: ["it's $5", "'\"", "a\\", "a\nb", "\u{1}", "'\\"])
  func whatTheReadersDisagreeOnIsTold(_ text: String) {
    #expect(!EnvFileWriter.canHold(text))
  }

  @Test(.enabled(if: Tool.isThere("bash"), "needs bash in ZDC_TOOLS or PATH"))
  func theScriptsReaderTakesEachForItself() throws {
    let reader = Repository.root.appending(path: "Sources/Backends/Scripts/common-values.sh")
      .path
    let script = """
      set -euo pipefail
      die() { printf '%s\\n' "$*" >&2; exit 1; }
      declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
      OPTIONAL=() SECRET_VARIABLES=()
      for ((i = 0; i < $2; i++)); do REQUIRED+=("V$i"); done
      . "$1"
      read_environment .env
      for i in "${REQUIRED[@]}"; do printf '%s\\0' "${ZDC_VALUES[$i]}"; done
      """
    let outcome = try withScratchFolder { folder in
      try Data(Self.file.bytes).write(to: folder.appending(path: ".env"))
      return try #require(Tool("bash")).run(
        ["-c", script, "x", reader, String(Self.texts.count)], in: folder)
    }
    #expect(outcome.errors == "")
    let read = outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(read.map(Array.init) == Self.texts.map { Array($0.utf8) })
  }

  @Test(.enabled(if: Tool.isThere("docker-compose"), "needs docker-compose in ZDC_TOOLS or PATH"))
  func composeTakesEachForItself() throws {
    let names = Self.texts.indices.map { "V\($0)" }
    let project: YAMLTree = [
      "services": [
        "a": [
          "image": "x",
          "environment": .mapping(names.map { .init($0, .text("${\($0)}")) }),
        ]
      ]
    ]
    let file = YAMLWriter.file(path: "compose.yml", header: ["x"], documents: [project])
    let outcome = try withScratchFolder { folder in
      try Data(Self.file.bytes).write(to: folder.appending(path: ".env"))
      try Data(file.bytes).write(to: folder.appending(path: "compose.yml"))
      return try #require(Tool("docker-compose")).run(
        ["-p", "x", "-f", "compose.yml", "config", "--format", "json"], in: folder,
        environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path])
    }
    #expect(outcome.errors == "")
    struct Config: Decodable {
      struct Service: Decodable { let environment: [String: String] }
      let services: [String: Service]
    }
    let config = try JSONDecoder().decode(Config.self, from: outcome.output)
    let environment = try #require(config.services["a"]?.environment)
    for (name, text) in zip(names, Self.texts) {
      // Compose's own output is a Compose file: its dollars are doubled.
      let read = environment[name]?.replacingOccurrences(of: "$$", with: "$")
      #expect(read.map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)")
    }
  }
}
