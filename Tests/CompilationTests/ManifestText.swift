import Compilation
import Diagnostics

/// A manifest that a test writes.
enum ManifestText {
  /// What `make` makes of it, and all that was told. Files that it names are empty.
  static func read<Made>(
    _ text: String,
    _ make: (ManifestUnit, Compiler.Surroundings, inout DiagnosticLog) -> Made?
  ) -> (made: Made?, log: DiagnosticLog) {
    var log = DiagnosticLog()
    let source = SourceFile(path: "manifest.yml", bytes: Array(text.utf8))
    let surroundings = Compiler.Surroundings(manifestPath: "../manifest.yml") { _ in [] }
    let unit = ManifestUnit.read(source, environment: nil, into: &log)
    let made = unit.flatMap { make($0, surroundings, &log) }
    return (made, log)
  }
}
