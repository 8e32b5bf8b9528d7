import Diagnostics
import ManifestModel
import Planning

/// The words that ask a container's health from inside it, under Compose and Swarm.
///
/// A probe goes to 127.0.0.1, because `localhost` may be ::1 where nothing listens; its own time
/// limit is below the engine's, so that the engine sees a failure and not a kill; and it follows no
/// redirect, because an answer from elsewhere says nothing about this container.
enum HealthTest {
  /// `nil` where the gateway asks instead.
  static func words(_ health: HealthPlan) -> [DeployText]? {
    let limit = seconds(health.limit)
    switch health.probe {
    case .command(let words): return words
    case .tcp(let port):
      // Not every busybox has `nc -z`; where it has not, `-e` runs a program once connected.
      let connect = "-w \(whole(limit)) 127.0.0.1 \(port.value)"
      let script =
        "nc -z \(connect) 2>/dev/null || nc \(connect) -e true 2>/dev/null"
        + " || bash -c ': </dev/tcp/127.0.0.1/\(port.value)' 2>/dev/null"
        + " || python3 -c 'import socket;"
        + " socket.create_connection((\"127.0.0.1\", \(port.value)), \(limit))'"
      return texts(["sh", "-c", script], port.origin.and([health.timeout.origin.range]))
    case .http(let probe):
      guard let words = ask(probe, limit: limit) else { return nil }
      let further =
        [probe.port.origin.range, health.timeout.origin.range, probe.via.origin.range]
        + probe.headers.map(\.value.origin.range)
      return texts(words, probe.path.origin.and(further))
    }
  }

  private static func ask(_ probe: HealthPlan.HTTPProbe, limit: String) -> [String]? {
    let url = "http://127.0.0.1:\(probe.port.value)\(probe.path.value)"
    let headers = probe.headers.map { "\($0.name): \($0.value.value)" }
    switch probe.via.value {
    case .gateway: return nil
    case .curl:
      return ["curl", "-fsS", "-o", "/dev/null", "--max-time", limit]
        + headers.flatMap { ["-H", $0] } + [url]
    case .wget:
      // busybox' wget knows only whole seconds.
      return ["wget", "-q", "-O", "/dev/null", "-T", whole(limit)]
        + headers.map { "--header=\($0)" } + [url]
    case .python3:
      let code =
        "import http.client as h, sys; c = h.HTTPConnection('127.0.0.1', int(sys.argv[1]),"
        + " timeout=float(sys.argv[3])); c.request('GET', sys.argv[2],"
        + " headers=dict(x.split(': ', 1) for x in sys.argv[4:]));"
        + " sys.exit(not 200 <= c.getresponse().status < 400)"
      return ["python3", "-c", code, String(probe.port.value), probe.path.value, limit] + headers
    }
  }

  private static func seconds(_ time: Duration) -> String {
    let limit = time.milliseconds
    let fraction = limit % 1000
    guard fraction > 0 else { return String(limit / 1000) }
    let digits = String(fraction + 1000).dropFirst()
    return "\(limit / 1000).\(digits)"
  }

  /// In whole seconds, for tools that know no others.
  private static func whole(_ limit: String) -> String {
    let seconds = String(limit.prefix { $0 != "." })
    return seconds == "0" ? "1" : seconds
  }

  private static func texts(_ words: [String], _ origin: Origin) -> [DeployText] {
    words.map { DeployText($0, from: origin) }
  }
}
