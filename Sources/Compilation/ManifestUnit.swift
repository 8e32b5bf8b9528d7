package import Diagnostics
package import ManifestModel
import YAMLReading

/// One manifest, read and decoded for one environment: what every command starts from.
package struct ManifestUnit: Sendable {
  package let source: SourceFile
  package let environment: String?
  package let decoded: DecodedManifest

  /// The project's name after the merge, which names the default output folder.
  package var project: String { decoded.base.project.value }

  /// Reads and decodes; everything that is wrong goes to `log`. `nil` where nothing could be
  /// understood; otherwise the rules can look at it, and it may be planned only without errors.
  package static func read(
    _ source: SourceFile, environment: String?, into log: inout DiagnosticLog
  ) -> ManifestUnit? {
    guard let root = YAMLDocument.read(source, into: &log),
      let decoded = ManifestDecoder.decode(root: root, environment: environment, into: &log)
    else { return nil }
    return ManifestUnit(source: source, environment: environment, decoded: decoded)
  }
}
