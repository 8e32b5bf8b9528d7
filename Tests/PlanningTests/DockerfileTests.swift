import Testing

@testable import Planning

/// What a Dockerfile says of the process, in the forms that people write.
@Suite struct DockerfileTests {
  @Test(arguments: [
    ("FROM a\nCMD serve --all", "CMD serve --all 2"),
    ("FROM a\nCMD [\"serve\"]", "CMD list 2"), ("FROM a\ncmd exec serve", "CMD exec serve 2"),
    ("FROM a\nENTRYPOINT [\"/e\"]\nCMD serve", "ENTRYPOINT list 2"),
    ("FROM a\nCMD serve\nENTRYPOINT /e", "ENTRYPOINT /e 3"),
    ("FROM a\nCMD one\nCMD two", "CMD two 3"), ("FROM a\n", "none"), ("FROM a\nCMD []", "none"),
    ("FROM scratch\nCOPY x /", "none, whole"), ("FROM scratch\nCMD [\"/x\"]", "CMD list 2"),
    ("FROM a AS one\nCMD x\nFROM one\nCOPY y /", "CMD x 2"),
    ("FROM a AS one\nCMD x\nFROM b\nCOPY --from=one y /", "none"),
    ("FROM scratch AS one\nFROM ONE", "none, whole"),
    ("ARG V=1\nFROM --platform=linux/amd64 a:${V} AS one\nCMD x", "CMD x 3"),
    ("FROM a\nRUN one \\\n  # a comment\n  CMD no && \\\n  two\n# CMD no\nCMD x", "CMD x 7"),
    ("# escape=`\nFROM a\nRUN one `\n CMD no\nCMD x", "CMD x 5"),
    ("FROM a\nRUN <<EOF\nCMD no\nEOF\nRUN cat <<<\"a\"\nCMD x", "CMD x 6"),
    ("FROM a\r\nCMD x\r\n", "CMD x 2"), ("CMD x\nnothing", "no stage"), ("", "no stage"),
  ])
  func `each form`(text: String, expected: String) {
    #expect(Self.told(Dockerfile(Array(text.utf8)).stage(nil)) == expected)
  }

  @Test func `a stage by its name or number`() {
    let file = Dockerfile(Array("FROM a AS one\nCMD x\nFROM b\nCMD y".utf8))
    #expect(Self.told(file.stage("ONE")) == "CMD x 2" && Self.told(file.stage("0")) == "CMD x 2")
    #expect(Self.told(file.stage(nil)) == "CMD y 4" && Self.told(file.stage("two")) == "no stage")
  }

  private static func told(_ stage: Dockerfile.Stage?) -> String {
    guard let stage else { return "no stage" }
    guard let start = stage.start else { return stage.isWhole ? "none, whole" : "none" }
    return "\(start.instruction) \(start.script ?? "list") \(start.line)"
  }
}
