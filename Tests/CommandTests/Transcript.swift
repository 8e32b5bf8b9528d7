import Foundation
import TestSupport

/// A test that reads whole: prose, the commands with what they print, and the files that they start
/// from, in one text file.
///
///     What holds, in a sentence or two.
///
///         $ zdc build little.yml
///         out/little: 12 written, 0 removed, 0 unchanged
///         $ zdc build missing.yml
///         zdc: can't read 'missing.yml': there is no such file
///         [66]
///
///     -- little.yml --
///     zdc: 1
///     …
///
/// A command is a line of bash, in a folder of the test's own that holds the files; below it comes
/// what it prints, errors too, then its exit code in brackets where it is not 0. `> ` continues a
/// command. Files come last, each below its name, as in Go's txtar.
struct Transcript {
  enum Part: Equatable {
    case prose([String])
    case commands([String])
  }

  let parts: [Part]
  /// In the file's order.
  let files: [(path: String, text: String)]

  init(_ text: String) {
    var parts: [Part] = []
    var files: [(path: String, lines: [String])] = []
    for line in text.components(separatedBy: "\n") {
      if let name = line.wholeMatch(of: /-- (.+) --/)?.1 {
        files.append((String(name), []))
      } else if !files.isEmpty {
        files[files.count - 1].lines.append(line)
      } else if line.hasPrefix("    $ ") {
        if case .commands(let commands)? = parts.last {
          parts[parts.count - 1] = .commands(commands + [String(line.dropFirst(6))])
        } else {
          parts.append(.commands([String(line.dropFirst(6))]))
        }
      } else if line.hasPrefix("    > "), case .commands(var commands)? = parts.last {
        commands[commands.count - 1] += "\n" + line.dropFirst(6)
        parts[parts.count - 1] = .commands(commands)
      } else if !line.isEmpty, !line.hasPrefix("    ") {
        if case .prose(let lines)? = parts.last {
          parts[parts.count - 1] = .prose(lines + [line])
        } else {
          parts.append(.prose([line]))
        }
      }
    }
    self.parts = parts
    // One line break ends the last line, whatever follows.
    self.files = files.map { file in
      let lines = file.lines.reversed().drop(while: \.isEmpty).reversed()
      return (file.path, lines.map { $0 + "\n" }.joined())
    }
  }

  /// The transcript as it reads when its commands are run now.
  func replayed() throws -> String {
    let folder = try ScratchFolder()
    for file in files { try folder.write(file.text, to: file.path) }
    var text: [String] = []
    for part in parts {
      switch part {
      case .prose(let lines): text += lines
      case .commands(let commands):
        for command in commands { text += try Self.replayed(command, in: folder.url) }
      }
      text.append("")
    }
    let commands = text.map { $0 + "\n" }.joined()
    guard !files.isEmpty else { return String(commands.dropLast()) }
    return commands + files.map { "-- \($0.path) --\n\($0.text)" }.joined()
  }

  private static func replayed(_ command: String, in folder: URL) throws -> [String] {
    let lines = command.components(separatedBy: "\n")
    let shown = lines.enumerated().map { "    \($0.offset == 0 ? "$" : ">") \($0.element)" }
    let outcome = try Shell.run(command, in: folder)
    var output = outcome.text.components(separatedBy: "\n")
    if output.last?.isEmpty == true { output.removeLast() }
    return shown + output.map { $0.isEmpty ? "" : "    " + $0 }
      + (outcome.status == 0 ? [] : ["    [\(outcome.status)]"])
  }

  /// Input files that neither a command nor another file names.
  var unused: [String] {
    files.map(\.path).filter { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let isNamed = parts.contains { part in
        if case .commands(let commands) = part {
          commands.contains { $0.contains(name) }
        } else {
          false
        }
      }
      return !isNamed && !files.contains { $0.path != path && $0.text.contains(name) }
    }
  }

  /// bash, with the built `zdc` as its first command.
  enum Shell {
    static func run(_ command: String, in folder: URL) throws -> (text: String, status: Int32) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = [
        "-c", "set -o pipefail\nzdc() { \"$ZDC_UNDER_TEST\" \"$@\"; }\n" + command,
      ]
      process.currentDirectoryURL = folder
      process.environment = Repository.environment.merging([
        "ZDC_UNDER_TEST": Repository.zdc, "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
      ]) { $1 }
      let pipe = Pipe()
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
    }
  }
}
