package import Diagnostics
package import ManifestModel
import YAMLReading

/// The language's stages before the plan.
package enum Decoding {
  /// `nil` where the text is no manifest at all.
  package static func decode(
    _ text: String, environment: String? = nil
  ) -> (manifest: DecodedManifest?, log: DiagnosticLog) {
    var log = DiagnosticLog()
    let file = SourceFile(path: "manifest.yml", bytes: Array(text.utf8))
    guard let root = YAMLDocument.read(file, into: &log) else { return (nil, log) }
    return (ManifestDecoder.decode(root: root, environment: environment, into: &log), log)
  }
}
