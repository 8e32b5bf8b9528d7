import Foundation
import TestSupport
import Testing

/// `health: { tcp: true }` is asked from inside, by what the image has: one that has nothing for it is
/// named before anything starts.
@Suite(.enabled(if: Tool.isThere("bash"), "needs bash")) struct AskedImageTests {
  private static let harness = """
    set -euo pipefail
    DRY_RUN=0 WRAPPED=() BARE=() ASKED=(cache)
    declare -A ZDC_VALUES=([TAG]=3) IMAGES=([cache]='shop/cache:${TAG}')
    source "$1/common-messages.sh"
    source "$1/common-images.sh"
    # The image's shell, and what the image has beside it.
    docker() { PATH=$IN_IMAGE /bin/sh -c "${@: -1}"; }
    check_images
    """

  private static func check(_ programs: [String]) throws -> (status: Int32, errors: String) {
    try withScratchFolder { scratch in
      let image = scratch.appending(path: "bin")
      for program in programs { try installProgram(program, "#!/bin/sh\n", in: image) }
      let scripts = Repository.root.appending(path: "Sources/Backends/Scripts").path
      let outcome = try #require(Tool("bash")).run(
        ["-c", Self.harness, "bash", scripts], in: scratch,
        environment: ProcessInfo.processInfo.environment.merging(["IN_IMAGE": image.path]) { $1 })
      return (outcome.status, outcome.errors)
    }
  }

  @Test(arguments: [["nc"], ["bash"], ["python3"], ["ls", "nc"]])
  func `an image that has one of them is fine`(programs: [String]) throws {
    let found = try Self.check(programs)
    #expect(found.status == 0, "\(found.errors)")
  }

  @Test(arguments: [[], ["curl", "wget", "python"]])
  func `one that has none is named`(programs: [String]) throws {
    let found = try Self.check(programs)
    #expect(found.status == 1)
    let words = "service cache, tcp, needs a shell and nc, bash or python3 in shop/cache:3"
    #expect(found.errors.contains(words), "\(found.errors)")
  }

  @Test func `that is before anything starts`() throws {
    for (name, first) in [("blue-green", "backing"), ("swarm", "backing")] {
      let path = "out/shop/docker/scripts/deploy-\(name).sh"
      let text = try String(
        contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      let steps = try #require(text.firstMatch(of: /\nSTEPS=\(([^)]*)\)/)).1.split(separator: " ")
      let build = try #require(steps.firstIndex(of: "build"))
      #expect(build < (try #require(steps.firstIndex(of: Substring(first)))), "\(name): \(steps)")
    }
    for name in ["deploy-blue-green", "swarm-steps"] {
      let path = "Sources/Backends/Scripts/\(name).sh"
      let text = try String(
        contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      let step = try #require(text.firstMatch(of: /\nstep_build\(\) \{\n(.*\n)*?\}/)).0
      #expect(step.contains("check_images"))
    }
  }
}
