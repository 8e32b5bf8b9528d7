import Foundation
import Testing

/// What `zdc.lock.json` says of the files that a manifest names.
@Suite struct LockTests {
  @Test func namesFilesOfEveryTargetOnce() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      zdc: 1
      project: little
      services:
        web:
          image: registry.example.com/web:1
          port: 8080
          health: /health
          command: [serve]
          files:
            limits: { path: /etc/limits.ini, from: base.ini }
      targets:
        swarm:
          services: { web: { files: { limits: { from: swarm.ini } } } }
      """, to: "little.yml")
    try folder.write("base\n", to: "base.ini")
    try folder.write("swarm\n", to: "swarm.ini")
    let build = try BuiltBinary.run(["build", "little.yml"], in: folder.url)
    #expect(build.status == 0, "\(build.diagnostics)")
    let lock = try folder.text(of: "out/little/zdc.lock.json")
    let sources = try #require(
      (JSONSerialization.jsonObject(with: Data(lock.utf8)) as? [String: Any])?["sources"]
        as? [String: String])
    // As sha256sum(1) prints them.
    #expect(
      sources == [
        "base.ini": "f34848ca92665c342abd5816c9e3eda0e82180671195362bcd0080544a3bc2ac",
        "swarm.ini": "11337eda985265ecdec421a6292adefda52144ad1723d473cfb170e530ac2ec4",
      ])

    try folder.write("other\n", to: "swarm.ini")
    let check = try BuiltBinary.run(["build", "little.yml", "--check"], in: folder.url)
    #expect(check.status == 1)
    #expect(check.output.contains("\"swarm.ini\""))
  }
}
