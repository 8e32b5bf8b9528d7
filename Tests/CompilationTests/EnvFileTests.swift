import Testing

/// `envFile` in all its forms, as each target says it.
@Suite("Files of variables") struct EnvFileTests {
  private static func manifest(_ files: String) -> String {
    """
    zdc: 1
    project: shop
    services:
      web: { image: "shop/web:1", entrypoint: [/e], command: [serve], port: 80, health: /up, envFile: \(files) }
    targets: [blueGreen, swarm, kubernetes]
    """
  }

  private static let compose = "docker/docker-compose.blue-green.yml"
  private static let stack = "docker/docker-compose.swarm.yml"

  @Test(arguments: [
    ("a.env", "      - path: ../../a.env\n", "'web required ../../a.env'"),
    ("[a.env]", "      - path: ../../a.env\n", "'web required ../../a.env'"),
    ("{ path: a.env }", "      - path: ../../a.env\n", "'web required ../../a.env'"),
    (
      "[{ path: a.env, required: true }]", "      - path: ../../a.env\n",
      "'web required ../../a.env'"
    ),
    (
      "{ path: a.env, required: false }", "      - path: ../../a.env\n        required: false\n",
      "'web optional ../../a.env'"
    ),
    (
      "[a.env, { path: b.env, required: false }]",
      "      - path: ../../a.env\n      - path: ../../b.env\n        required: false\n",
      "'web required ../../a.env' 'web optional ../../b.env'"
    ),
  ])
  func `each form`(files: String, listed: String, assigned: String) throws {
    let made = try BuildEnd.files(Self.manifest(files))
    let compose = try #require(made[Self.compose])
    let lines = { (text: String) in
      text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    }
    #expect(lines(compose).contains("env_file:\n\(lines(listed))"))
    let paths = listed.replacing("path: ", with: "").replacing(
      "        required: false\n", with: "")
    #expect(made[Self.stack]?.contains("    env_file:\n\(paths)") == true)
    #expect(made["kubernetes/web-deployment.yml"]?.contains("name: web-env") == true)
    for name in ["docker/scripts/deploy-blue-green.sh", "kubernetes/scripts/deploy-kubernetes.sh"] {
      let script = try #require(made[name])
      let list = try #require(script.firstMatch(of: /\nENV_FILES=\(([^)]*)\)/)).1
      #expect(list.split { $0.isWhitespace }.joined(separator: " ") == assigned)
      #expect(script.contains("OPTIONAL_FILES=()") == !assigned.contains("optional"))
    }
  }
}
