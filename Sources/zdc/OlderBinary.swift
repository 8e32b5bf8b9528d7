import ArgumentParser
import Backends
import Compilation
import Diagnostics
import Glibc
import OutputTrees

/// Another version of zdc, asked for what it makes of a manifest.
struct OlderBinary {
  /// As the user gave it: a path, or a name to be found as a shell does.
  let path: String

  /// What `--version` prints, on one line.
  func version() throws -> String {
    try run(["--version"]).split(separator: "\n").first.map(String.init) ?? ""
  }

  /// What changes where this version's artefacts of a manifest become `artefacts`.
  ///
  /// - Parameter making: makes this version's artefacts for the folder, which has to be the same:
  ///   their headers name the manifest as seen from it.
  func differences(
    of manifest: String, environment: String?,
    making artefacts: (_ folder: String) throws -> [Artefact]?
  ) throws -> [(difference: ArtefactDifference, text: String)]? {
    let folder = try TemporaryFolder()
    let output = "\(folder.path)/out"
    guard let made = try artefacts(output) else { return nil }
    let merged = environment.map { ["--environment", $0] } ?? []
    _ = try run(["build", manifest, "-o", output] + merged)
    guard let opened = try OutputFolder.open(output, creating: false),
      let lock = try opened.read(ArtefactLock.path).flatMap({ ArtefactLock.read($0.bytes) })
    else {
      Terminal.complain("zdc: \(path.quoted.visible) built nothing that can be read\n")
      throw ExitCode.noInput
    }
    var old: [String: ArtefactDifference.File] = [:]
    for entry in lock.artefacts {
      old[entry.path] = try opened.read(entry.path).map {
        .init(bytes: $0.bytes, isExecutable: $0.isExecutable)
      }
    }
    let new = Dictionary(
      made.map {
        (
          $0.file.path,
          ArtefactDifference.File(bytes: $0.file.bytes, isExecutable: $0.file.isExecutable)
        )
      },
      uniquingKeysWith: { one, _ in one })
    let gone = lock.artefacts.map(\.path).filter { new[$0] == nil }
    return (made.map(\.file.path) + gone).compactMap { path in
      ArtefactDifference(path: path, old: old[path], new: new[path]).map {
        ($0, UnifiedDiff.text(path: path, old: old[path]?.bytes, new: new[path]?.bytes))
      }
    }
  }

  private func run(_ arguments: [String]) throws -> String {
    do {
      let (bytes, status) = try ChildProcess.run([path] + arguments, catching: true)
      let output = String(decoding: bytes, as: UTF8.self)
      if status == 0 { return output }
      Terminal.complain(output)
      let command = arguments.first ?? ""
      Terminal.complain("zdc: \(path.quoted.visible) \(command) failed with exit code \(status)\n")
    } catch {
      Terminal.complain("zdc: \(error.reason)\n")
    }
    throw ExitCode.noInput
  }
}

/// A folder that goes away with its owner.
private final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/zdc.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      Terminal.complain(
        "zdc: can't make a folder in \(parent.quoted.visible): \(String(cString: strerror(errno)))\n"
      )
      throw ExitCode.cannotCreate
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // `rm` and no walk of our own: what another program left in it may be anything.
  deinit { _ = try? ChildProcess.run(["rm", "-rf", "--", path]) }
}
