import ArgumentParser
import Backends
import Compilation
import Diagnostics
import JSONWriting

extension DiffCommand {
  /// `--zdc`: the same manifest by two versions of zdc.
  func compare(_ binary: OlderBinary, _ manifest: String) throws {
    let oldVersion = try binary.version()
    var count = 0
    let differences = try binary.differences(of: manifest, environment: options.environment) {
      folder in
      var log = DiagnosticLog()
      guard let unit = try options.read(manifest, into: &log),
        let (_, artefacts) = Compiler.compile(
          unit,
          in: ManifestPlace(manifest: manifest, output: folder, project: unit.project)
            .surroundings, into: &log), !log.hasErrors
      else {
        Terminal.complain(log)
        return nil
      }
      count = artefacts.count
      return artefacts
    }
    guard let differences else { throw ExitCode.fault }
    let report = UpgradeReport(
      oldVersion: oldVersion, newVersion: BuildStamp.version, differences: differences,
      count: count, files: files)
    switch format {
    case .text: Terminal.print(report.text())
    case .markdown: Terminal.print(report.markdown())
    case .json: Terminal.print(JSONWriter(.pretty).text(report.json()) + "\n")
    }
  }
}
