package import Diagnostics
import YAMLReading

extension ManifestUnit {
  /// The names of the environments that a manifest has, in its order; none where it can't be read.
  package static func environments(in source: SourceFile) -> [String] {
    var log = DiagnosticLog()
    let root = YAMLDocument.read(source, into: &log)
    return root?["environments"]?.entries?.map(\.key.value) ?? []
  }
}
