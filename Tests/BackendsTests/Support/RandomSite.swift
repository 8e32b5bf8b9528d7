import Diagnostics
import Foundation
import ManifestModel
import Planning
import TestSupport
import Testing

extension RunningGateway {
  /// Waits until each service's name is known to nginx.
  func start(at port: Int, withServices count: Int) throws {
    try start(at: port)
    let waited = (0..<count).map { "/ready-s\($0)" }
    try wait(for: "every service's name") {
      try answers(to: waited, at: port).allSatisfy { $0.contains("/ready-") }
    }
  }

  /// What becomes of each request: `s0 /path` where a service answered, the first word of another
  /// body, `302 /location`, or the status.
  func answers(to paths: [String], at port: Int) throws -> [String] {
    let script = """
      import json, os, socket, sys
      seen = 0
      for path in json.load(sys.stdin):
          link = socket.socket(socket.AF_UNIX)
          link.connect(sys.argv[1])
          link.sendall(f"GET {path} HTTP/1.1\\r\\nHost: shop\\r\\nConnection: close\\r\\n\\r\\n".encode())
          answer = b""
          while part := link.recv(65536):
              answer += part
          head, _, body = answer.partition(b"\\r\\n\\r\\n")
          status = head.split(b" ")[1].decode()
          fields = dict(line.split(b": ", 1) for line in head.split(b"\\r\\n")[1:])
          if b"chunked" in head:
              body = body.partition(b"\\r\\n")[2]
          text = status
          if b"Location" in fields:
              text += " " + fields[b"Location"].decode("utf-8", "backslashreplace")
          elif status == "200" and body.split():
              text = body.split()[0].decode()
          lines = open(sys.argv[2]).readlines() if os.path.exists(sys.argv[2]) else []
          for line in map(json.loads, lines[seen:]):
              if line["event"] == "begin":
                  text += " " + line["path"].encode("latin-1").decode("utf-8", "backslashreplace")
          seen = len(lines)
          print(json.dumps(text))
      """
    let file = folder.appending(path: "paths.json")
    try JSONSerialization.data(withJSONObject: paths).write(to: file)
    try? FileManager.default.removeItem(at: folder.appending(path: "requests"))
    let outcome = try #require(Tool("sh")).run([
      "-c", "exec \"$0\" -c \"$1\" \"$2\" \"$3\" < \"$4\"", #require(Tool("python3")).path, script,
      folder.appending(path: "\(port).socket").path, folder.appending(path: "requests").path,
      file.path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try outcome.text.split(separator: "\n").map { line in
      let text = try JSONDecoder().decode(String.self, from: Data(line.utf8))
      return text.replacing("tasks.", with: "").replacing("-blue", with: "")
    }
  }
}

/// In double quotes of YAML.
func quoted(_ text: String) -> String {
  "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
}

/// Routes and requests by chance, the same for the same seed.
struct RandomSite {
  let routes: [String]
  let paths: [String]
  private let keys: [String]

  private static let segments = ["api", "a", "ab", "7", "07", "x.php", "admin", "é", "A", "v1"]
  private static let expressions = [
    "~ ^/api/", "~ ^/api/[1-9]\\d*/", "~ \\.php$", "~* \\.PHP$", "~ ^/(a|ab)/",
    "~ ^/(?!admin)[a-z]+$",
    "~ /7$", "~* ^/API", "~ ^/[^/]+/v1(/.*)?$", "~ é", "~ ^/a{1,2}/", "~ \\bab\\b",
    "~ ^/(.*)/7/(.*)$",
    "~ [.]", "~ ^/.$", "~ ^/\\d+$", "~ /\\w+/\\w+/", "~* [^a-z/]$",
  ]

  init(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    var routes: [String] = random.below(3) > 0 ? ["/"] : []
    for _ in 0..<(3 + random.below(6)) {
      var path = ""
      for _ in 0..<(1 + random.below(3)) { path += "/" + Self.segments[random.below(10)] }
      if random.below(2) == 0 { path += "/" }
      let key =
        switch random.below(5) {
        case 0, 1: path
        case 2: "= " + path
        default: Self.expressions[random.below(Self.expressions.count)]
        }
      if !routes.contains(key) { routes.append(key) }
    }
    keys = routes
    self.routes = routes.enumerated().map { position, key in
      "\(quoted(key)): \(Self.answer(&random, of: key, "s\(position)"))"
    }
    var paths: [String] = []
    while paths.count < 24 {
      let path = Self.path(&random, near: routes)
      if !paths.contains(path) { paths.append(path) }
    }
    self.paths = paths
  }

  /// A service, mostly, or another path, as the rules let it be written.
  private static func answer(
    _ random: inout RandomNumbers, of key: String, _ service: String
  ) -> String {
    guard let match = RouteMatch(key) else { preconditionFailure("\(key) is no route") }
    var targets = ["/to", "/to/x.html"]
    switch match {
    case .prefix(let path):
      targets = path.hasSuffix("/") ? ["/", "/to/", "/a/b/"] : ["/to", "/a/b"]
    case .exact: break
    case .expression(let expression):
      if expression.captures > 0 { targets += ["/to/$1", "/to-$1/x$1"] }
      if expression.captures > 1 { targets += ["/to/$2/$1"] }
    }
    let target = targets[random.below(targets.count)]
    switch random.below(10) {
    case 0, 1: return "{ service: \(service), rewrite: \(quoted(target)) }"
    case 2 where match.isPrefix: return "{ service: \(service), stripPrefix: true }"
    case 3, 4:
      var to = random.below(3) == 0 ? "https://b.example.com:81" + target : target
      let isFixed = !match.isPrefix && !target.contains("$")
      if !match.isPrefix, random.below(3) == 0 { to += "?x=y" }
      let status = [301, 302, 307, 308][random.below(isFixed ? 4 : 2)]
      return "{ redirect: { to: \(quoted(to)), status: \(status) } }"
    default: return service
    }
  }

  /// A request, often one for a route, with all that nginx takes away.
  private static func path(_ random: inout RandomNumbers, near routes: [String]) -> String {
    var path = ""
    if random.below(2) == 0 {
      let known = routes.compactMap { RouteMatch($0)?.path }
      if !known.isEmpty { path = known[random.below(known.count)] }
    }
    let more = random.below(path.isEmpty ? 4 : 2)
    for _ in 0..<more {
      let separator = ["/", "/", "/", "//", "/./", "/x/../", "%2F", "/%2e%2e/"][random.below(8)]
      path += separator + segments[random.below(10)]
    }
    if path.hasPrefix("%") || path.isEmpty { path = "/" + path }
    if random.below(3) == 0 {
      path += "/"
    } else if random.below(5) == 0, path.count > 1 {
      path.removeLast()
    }
    if random.below(6) == 0 { path = path.replacing("a", with: "%61") }
    if random.below(5) == 0 {
      path += ["?a=/7", "%0A", "/..", "%3F", "%25", "%", "+", "%5C", "?", "%2B&"][random.below(10)]
    }
    return path
  }

  var manifest: String {
    Self.around(
      routes: routes.map { "    \($0)\n" }.joined(), services: routes.count)
  }

  static func around(routes: String, services: Int) -> String {
    """
    zdc: 1
    project: p
    gateway:
      listen: { http: 80 }
      routes:
    \(routes)
    """
      + (0..<services).map { "    = /ready-s\($0): s\($0)\n" }.joined() + "services:\n"
      + (0..<services).map {
        "  s\($0): { image: \"r.example.com/s:1\", port: 8000, health: /up, command: [run] }\n"
      }.joined()
  }

  /// As `answers` has it.
  func expected(_ path: String, by gateway: GatewayPlan) -> String {
    guard let request = GatewayRequest("http://shop\(path)") else { return "no URL" }
    switch gateway.way(of: request).answer {
    case .status(let status, _): return "\(status)"
    case .health: return "healthy"
    case .challenge, .file: return "a file"
    case .redirect(let status, let location): return "\(status) \(location)"
    case .service(let name, let path):
      // Python's server makes one slash of several at the start.
      return "\(name.value) /\(path.drop { $0 == "/" })"
    }
  }
}

/// SplitMix64.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
