package import Diagnostics
package import ManifestModel
internal import YAMLReading

/// What to write under `targets`, beside what this manifest has there already.
package enum TargetWords {
  /// How each target is left out, where it is one of several.
  package static func scopes(of decoded: DecodedManifest) -> [Target: Diagnostic.Scope] {
    let made = decoded.perTarget.map(\.target)
    guard made.count > 1 else { return [:] }
    let isMap = decoded.tree["targets"] != nil && !decoded.hasTargetList
    return Dictionary(
      uniqueKeysWithValues: made.map { target in
        let others = made.filter { $0 != target }.map(\.rawValue).joined(separator: ", ")
        let wayOut =
          isMap
          ? "targets: { \(target.rawValue): { enabled: false } }" : "targets: [\(others)]"
        return (target, Diagnostic.Scope(target.rawValue, wayOut: wayOut))
      })
  }

  /// A map that a hint writes takes the place of a list of targets, and what the list left out would
  /// be made again.
  static func completed(_ log: DiagnosticLog, of decoded: DecodedManifest) -> DiagnosticLog {
    let made = decoded.perTarget.map(\.target)
    let left = Target.allCases.filter { !made.contains($0) }
    guard decoded.hasTargetList, !left.isEmpty else { return log }
    let opening = "targets: { "
    let whole = opening + left.map { "\($0.rawValue): { enabled: false }, " }.joined()
    var result = DiagnosticLog()
    for diagnostic in log.sorted {
      guard let help = diagnostic.help, help.holds(opening),
        !left.contains(where: { help.holds("{ \($0.rawValue): {") })
      else {
        result.report(diagnostic)
        continue
      }
      result.report(diagnostic.with(help: help.replacingAll(opening, with: whole)))
    }
    return result
  }
}
