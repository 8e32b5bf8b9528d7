package import Foundation

/// A program that a test asks for a second opinion, looked for in the folder that `ZDC_TOOLS`
/// names and then in `PATH`.
package struct Tool: Sendable {
  package let path: String

  package init?(_ name: String) {
    let environment = ProcessInfo.processInfo.environment
    let folders =
      [environment["ZDC_TOOLS"]].compactMap { $0 }
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let found = folders.map { $0 + "/" + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    path = found
  }

  /// A program whose place is known.
  package init(at path: String) { self.path = path }

  package static func isThere(_ name: String) -> Bool { Tool(name) != nil }

  package struct Outcome: Sendable {
    package let status: Int32
    package let output: Data
    package let errors: String

    package var text: String { String(decoding: output, as: UTF8.self) }

    /// Both outputs, for tools that have to be silent.
    package var everything: String { text + errors }
  }

  /// Runs it to its end. Both outputs go through files: a full pipe can't block it. What has not
  /// ended within half an hour never will, and would hold up all other tests: it is killed.
  package func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String]? = nil
  ) throws -> Outcome {
    try withScratchFolder { scratch in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.environment = environment ?? Repository.environment
      let files = [scratch.appending(path: "out"), scratch.appending(path: "err")]
      for file in files { try Data().write(to: file) }
      process.standardOutput = try FileHandle(forWritingTo: files[0])
      process.standardError = try FileHandle(forWritingTo: files[1])
      process.standardInput = FileHandle.nullDevice
      try withoutBlockedSignals { try process.run() }
      let end = DispatchWorkItem { [pid = process.processIdentifier] in kill(pid, SIGKILL) }
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1800), execute: end)
      process.waitUntilExit()
      end.cancel()
      return Outcome(
        status: process.terminationStatus, output: try Data(contentsOf: files[0]),
        errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
  }
}

/// A child inherits its thread's signal mask, and the threads that tests run on block SIGCHLD, as
/// no engine does: a shell that waits for its child would wait for ever.
private func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
  var none = sigset_t()
  var before = sigset_t()
  sigemptyset(&none)
  pthread_sigmask(SIG_SETMASK, &none, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try body()
}

/// A folder for one test, gone afterwards.
package func withScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "zdc-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
