import Foundation
import TestSupport
import Testing

/// A program of `Tests/StandIns` that says in its first line where it is reached, and ends when its
/// input ends.
final class StandIn {
  static let folder = Repository.root.appending(path: "Tests/StandIns")

  let firstLine: Data
  private let process = Process()
  private let input = Pipe()

  init(_ script: String, _ arguments: [String], environment: [String: String]? = nil) throws {
    let output = Pipe()
    process.executableURL = URL(filePath: try #require(Tool("python3")).path)
    process.arguments = [Self.folder.appending(path: script).path] + arguments
    if let environment { process.environment = environment }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "\(script) did not start")
      line += more
    }
    firstLine = line
  }

  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
