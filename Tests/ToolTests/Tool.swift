import Foundation

/// A program of the field, found in `ZDC_TOOLS` or in PATH.
struct Tool {
  let url: URL

  init?(_ name: String) {
    let environment = ProcessInfo.processInfo.environment
    let folders =
      [environment["ZDC_TOOLS"] ?? ""]
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let found = folders.filter { !$0.isEmpty }.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    url = URL(fileURLWithPath: found)
  }

  /// Everything that the tool prints, and its exit code.
  func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// The committed artefacts, which GoldenTests hold against the compiler.
enum Artefacts {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func files(named isWanted: (String) -> Bool) -> [String] {
    let walker = FileManager.default.enumerator(atPath: root.appending(path: "out").path)
    var found: [String] = []
    while let path = walker?.nextObject() as? String {
      if isWanted(path) { found.append("out/\(path)") }
    }
    return found.sorted()
  }
}
