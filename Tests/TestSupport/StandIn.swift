package import Foundation

/// A program of `Tests/StandIns` that says in its first line where it is reached, and ends when its
/// input ends.
package final class StandIn {
  package static let folder = Repository.root.appending(path: "Tests/StandIns")

  /// With its line end.
  package let firstLine: Data
  private let process = Process()
  private let input = Pipe()

  package struct DidNotStart: Error {
    package let script: String
  }

  package init(
    _ script: String, _ arguments: [String], environment: [String: String]? = nil
  ) throws {
    guard let python = Tool("python3") else { throw DidNotStart(script: script) }
    let output = Pipe()
    process.executableURL = URL(filePath: python.path)
    process.arguments = [Self.folder.appending(path: script).path] + arguments
    if let environment { process.environment = environment }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw DidNotStart(script: script) }
      line += more
    }
    firstLine = line
  }

  package func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
