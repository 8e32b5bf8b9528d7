import Backends
package import Diagnostics
import ManifestModel

extension Catalogue {
  /// What zdc says about a manifest, from its bytes to its artefacts. Of the files that it names,
  /// those called `missing…` can't be read.
  package static func findings(in manifest: [UInt8]) -> [Diagnostic] {
    var log = DiagnosticLog()
    let file = SourceFile(path: "manifest.yml", bytes: manifest)
    let surroundings = Compiler.Surroundings(manifestPath: "../manifest.yml") { path in
      path.hasPrefix("missing") ? nil : Array((dockerfiles[path] ?? "key = value\n").utf8)
    }
    if let unit = ManifestUnit.read(file, environment: nil, into: &log) {
      _ = Compiler.compile(unit, in: surroundings, into: &log)
    }
    return log.sorted
  }

  package static func findings(in manifest: String) -> [Diagnostic] {
    findings(in: Array(manifest.utf8))
  }

  /// What the pages of rules about them speak of.
  private static let dockerfiles = [
    "bare/Dockerfile": "FROM scratch\nCOPY serve /\n",
    "shell/Dockerfile": "FROM registry.example.com/base:1\nCOPY . /app\nCMD prepare && serve\n",
  ]
}
