import ArgumentParser
import Compilation
import Diagnostics

/// What all commands that take a manifest take besides.
struct ManifestOptions: ParsableArguments {
  @Option(
    help: "Merge this environment into the manifest.",
    completion: CompletedEnvironments.kind)
  var environment: String?
}

extension ManifestOptions {
  /// Reads and decodes one manifest. An unreadable one is told at once: exit 66.
  func read(_ path: String, into log: inout DiagnosticLog) throws -> ManifestUnit? {
    read(try bytes(of: path), of: path, into: &log)
  }

  /// As `read`, of bytes that are there.
  func read(_ bytes: [UInt8], of path: String, into log: inout DiagnosticLog) -> ManifestUnit? {
    ManifestUnit.read(
      SourceFile(path: path, bytes: bytes), environment: environment, into: &log)
  }

  /// An unreadable file is told at once: exit 66.
  func bytes(of path: String) throws -> [UInt8] {
    do {
      return try InputFile.read(path)
    } catch {
      Terminal.complain("zdc: can't read \(error.path.quoted.visible): \(error.reason)\n")
      throw ExitCode.noInput
    }
  }
}
