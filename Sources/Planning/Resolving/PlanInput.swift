package import Diagnostics
package import ManifestModel

/// What a plan is made from, besides the clock, the host and everything else that it must not know.
package struct PlanInput: Sendable {
  /// One manifest a target: the base with the target's overlay merged in.
  package let manifests: [(target: Target, manifest: Manifest)]
  /// What `--environment` gave.
  package let environment: String?
  /// The manifest, relative to the output folder: `../../manifests/brain-tumor.yml`.
  package let manifestPath: String
  /// Bytes of the files that `files` names, by path as it is written there; `nil`: not readable.
  package let readFile: @Sendable (String) -> [UInt8]?
  /// How a target that alone has a fault is left out.
  package let scopes: [Target: Diagnostic.Scope]

  package init(
    manifests: [(target: Target, manifest: Manifest)], environment: String?, manifestPath: String,
    scopes: [Target: Diagnostic.Scope] = [:],
    readFile: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.manifests = manifests
    self.environment = environment
    self.manifestPath = manifestPath
    self.scopes = scopes
    self.readFile = readFile
  }

  /// The manifest's folder, relative to the output folder.
  var manifestFolder: String {
    guard let slash = manifestPath.lastIndex(of: "/") else { return "." }
    return slash == manifestPath.startIndex ? "/" : String(manifestPath[..<slash])
  }
}
