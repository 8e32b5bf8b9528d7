import Backends
import Compilation
import Diagnostics
import OutputTrees
import YAMLReading

/// Bytes into artefacts, through all stages.
package struct BuildTarget: FuzzTarget {
  package let name = "build"

  package init() {}

  package func run(_ bytes: [UInt8]) -> FuzzOutcome {
    var outcome = FuzzOutcome()
    let (log, artefacts) = build(bytes, into: &outcome)
    let (_, again) = build(bytes, into: &outcome)
    outcome.require(artefacts == again, "two builds of the same bytes differ")
    outcome.require(!log.hasErrors || artefacts.isEmpty, "a manifest with errors has artefacts")
    if !artefacts.isEmpty { outcome.behaviours.insert("\(artefacts.count) artefacts") }
    for (path, bytes) in artefacts where path.hasSuffix(".yml") || path.hasSuffix(".yaml") {
      var log = DiagnosticLog()
      let file = SourceFile(path: path, bytes: bytes)
      _ = YAMLDocument.readAll(file, limits: .artefact, into: &log)
      outcome.require(
        !log.hasErrors, "artefact is no YAML: \(TextRenderer(colour: false).render(log.sorted))")
    }
    return outcome
  }

  private func build(
    _ bytes: [UInt8], into outcome: inout FuzzOutcome
  ) -> (DiagnosticLog, [String: [UInt8]]) {
    let file = SourceFile(path: "manifest.yml", bytes: bytes)
    var log = DiagnosticLog()
    var artefacts: [String: [UInt8]] = [:]
    let surroundings = Compiler.Surroundings(manifestPath: "../manifest.yml") { path in
      // A file that a manifest names is there, or not, by its name alone.
      path.utf8.count % 3 == 0 ? nil : Array("key: value\n".utf8)
    }
    if let unit = ManifestUnit.read(file, environment: nil, into: &log) {
      let made = Compiler.compile(unit, in: surroundings, into: &log)
      // Exit 70 of a build: nothing was made, and nothing says why.
      outcome.require(made != nil || log.hasErrors, "nothing was made, and no error says why")
      if let made {
        let contradictions = Compiler.contradictions(
          in: made.artefacts, of: made.plan, folder: "out")
        outcome.require(
          contradictions.isEmpty,
          "read back: \(TextRenderer(colour: false).render(contradictions.sorted))")
      }
      for artefact in made?.artefacts ?? [] {
        check(artefact.file, into: &outcome)
        outcome.require(
          artefacts.updateValue(artefact.file.bytes, forKey: artefact.file.path) == nil,
          "two artefacts have the path \(artefact.file.path)")
      }
    }
    outcome.check(log, of: file)
    return (log, artefacts)
  }

  private func check(_ file: OutputFile, into outcome: inout FuzzOutcome) {
    let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
    outcome.require(
      parts.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." && !$0.hasPrefix("-") },
      "an artefact has the path \(file.path)")
    let lines = file.bytes.count { $0 == 0x0A }
    outcome.require(
      file.lineOrigins.count == lines,
      "\(file.path) has \(lines) lines, and origins for \(file.lineOrigins.count)")
  }
}
