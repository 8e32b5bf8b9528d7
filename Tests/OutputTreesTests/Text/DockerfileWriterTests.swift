import Foundation
import TestSupport
import Testing

@testable import OutputTrees

struct DockerfileWriterTests {
  @Test func instructionsReadLikeADockerfile() {
    let file = DockerfileWriter.file(
      path: "Dockerfile", header: ["made"],
      instructions: [
        .init(.argument("TAG", defaultValue: "dev")), .init(.argument("X", defaultValue: nil)),
        .init(.from("nginx:${TAG}"), comment: ["why this one"]),
        .init(.environment("A", "it's \"5$\" \\")), .init(.label("a b", "")),
        .init(.copy(["a", "$b", "c'd"], to: "/etc/x/")), .init(.run(["rm", "-rf", "a b"])),
        .init(.expose(80)), .init(.user("101:101")), .init(.workingDirectory("/a b")),
        .init(.entrypoint(["/x"])), .init(.command(["nginx", "-g", "daemon off;"])),
      ])
    #expect(
      String(decoding: file.bytes, as: UTF8.self) == #"""
        # made
        ARG TAG=dev
        ARG X
        # why this one
        FROM nginx:${TAG}
        ENV A="it's \"5\$\" \\"
        LABEL "a b"=""
        COPY ["a", "\\$b", "c\\'d", "/etc/x/"]
        RUN ["rm", "-rf", "a b"]
        EXPOSE 80
        USER 101:101
        WORKDIR "/a b"
        ENTRYPOINT ["/x"]
        CMD ["nginx", "-g", "daemon off;"]

        """#)
    #expect(file.lineOrigins.count == 14)
  }

  /// An engine to build on, asked once.
  private static let hasEngine: Bool = {
    let outcome = try? Tool("docker")?.run(["version", "--format", "{{.Server.Version}}"])
    return outcome?.status == 0
  }()

  /// A real builder makes an image out of awkward values, and the engine tells them.
  @Test(.enabled(if: hasEngine, "needs a Docker engine that docker reaches"))
  func theBuilderTakesEachForItself() throws {
    // Each makes two steps, and the builder takes a tenth of a second for one.
    let texts = AwkwardTexts.all.filter { $0.contains { "\"'$\\`# ".contains($0) } }
      .filter { DockerfileWriter.canHold($0) }.prefix(40)
    let words = AwkwardTexts.all
    let file = DockerfileWriter.file(
      path: "Dockerfile", header: ["made"],
      instructions: [.init(.from("scratch"))]
        + texts.enumerated().map { .init(.environment("V\($0)", $1)) }
        + texts.enumerated().map { .init(.label("L\($0)", $1)) }
        + [.init(.copy(["a x] $y 'z' \"q\""], to: "/$a 'b'/")), .init(.command(words))])
    let docker = try #require(Tool("docker"))
    let tag = "zdc-test:\(UUID().uuidString.lowercased())"
    defer { _ = try? docker.run(["image", "rm", "-f", tag]) }
    let outcome = try withScratchFolder { folder in
      try Data(file.bytes).write(to: folder.appending(path: "Dockerfile"))
      try Data().write(to: folder.appending(path: "a x] $y 'z' \"q\""))
      let build = try docker.run(["build", "-q", "-t", tag, folder.path])
      #expect(build.status == 0, "\(build.errors)")
      return try docker.run(["image", "inspect", "--format", "{{json .Config}}", tag])
    }
    struct Config: Decodable {
      let Env: [String]
      let Labels: [String: String]
      let Cmd: [String]
    }
    let config = try JSONDecoder().decode(Config.self, from: outcome.output)
    #expect(config.Cmd == words)
    for (index, text) in texts.enumerated() {
      #expect(config.Env.contains("V\(index)=\(text)"), "\(text.debugDescription)")
      #expect(config.Labels["L\(index)"] == text, "\(text.debugDescription)")
    }
  }
}
