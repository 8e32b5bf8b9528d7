import Diagnostics
import Foundation
import Testing

@testable import OutputTrees

/// How fast, and with how much memory, a million lines are written. Means something in release
/// mode only: `ZDC_BENCH=1 swift test -c release -Xswiftc -enable-testing --filter YAMLWriterSpeed`.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["ZDC_BENCH"] != nil, "set ZDC_BENCH in release mode"))
struct YAMLWriterSpeedTests {
  /// 20 lines a service, as a Compose file has them.
  private static func tree(services: Int) -> YAMLTree {
    let mark = SourceMark(line: 3, column: 5)
    let origin = Origin(
      SourceRange(file: SourceFile(path: "m.yml", bytes: []), start: mark, end: mark))
    return .map {
      entry("services") {
        for number in 0..<services {
          entry("django-\(number)", origin: origin) {
            entry("image", "registry.example.com/team/nn-django:${TAG:-dev}")
            entry("restart", YAMLTree.text("on-failure").because("blue comes back after a reboot"))
            entry("command", .words(["daphne", "-b", "0.0.0.0", "config.asgi:application"]))
            entry("environment") {
              entry("DJANGO_SETTINGS_MODULE", "config.settings")
              entry("DEBUG", "False")
              entry("FASTAPI_URL", .text("http://fastapi-blue:9000", origin: origin))
              entry("GREETING", "한국어 설명: 무중단 배포")
            }
            entry("ports", ["8000:8000", "9000/tcp", "127.0.0.1:80:80"])
            entry("healthcheck") {
              entry("test", .words(["CMD", "curl", "-fsS", "http://127.0.0.1:8000/health/"]))
              entry("interval", "10s")
              entry("retries", 3)
            }
            entry("networks", ["medical-net"])
          }
        }
      }
    }
  }

  @Test func aMillionLines() throws {
    let tree = Self.tree(services: 50_000)
    let before = try Self.peakMemory()
    let start = clock()
    let file = YAMLWriter.file(path: "x.yml", header: ["x"], documents: [tree])
    // The processor's time: other processes don't count.
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    let after = try Self.peakMemory()
    let megabytes = Double(file.bytes.count) / 1e6
    print(
      "\(file.lineOrigins.count) lines, \(megabytes) MB in \(seconds) s:",
      "\(megabytes / seconds) MB/s; peak memory \(before) MB with the tree, \(after) MB after")
    #expect(file.lineOrigins.count >= 1_000_000)
    #expect(megabytes / seconds >= 50)
  }

  /// In MB.
  private static func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
    return try #require(Int(line.filter(\.isNumber))) / 1000
  }
}
