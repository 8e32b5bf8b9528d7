import ContentHashing
package import Diagnostics
package import ManifestModel

/// A volume as one target has it; under blue-green a `perVersion` one is two.
package struct VolumePlan: Sendable {
  /// The manifest's name.
  package let key: Traced<String>
  /// The name in the artefact: `django_static`, `django_static_blue`.
  package let name: String
  package let colour: Colour?
  package let adoptedName: DeployText?
  package let isExternal: Bool
  package let access: Traced<Volume.Access>
  package let isPerVersion: Bool
  package let size: Traced<ByteSize>
  package let storageClass: Traced<String>?
  package let driver: Traced<String>?
  package let options: [(name: String, value: Traced<String>)]
  package let node: Traced<String>?
}

extension VolumePlan {
  /// Where the gateway and what fills its folder have it, each colour's in a folder of its own.
  package var servedPath: String {
    "/srv/volumes/\(key.value)" + (colour.map { "/\($0.rawValue)" } ?? "")
  }
}

package struct VolumeUsePlan: Sendable {
  /// `VolumePlan.name`.
  package let volume: String
  package let key: Traced<String>
  package let path: Traced<String>
  package let readOnly: Traced<Bool>
}

package struct HostMountPlan: Sendable {
  package let source: DeployPath
  package let path: Traced<String>
  package let readOnly: Traced<Bool>
  package let selinux: Traced<HostMount.Label>?
}

/// A small file with its text.
package struct FilePlan: Sendable {
  package let name: Traced<String>
  package let path: Traced<String>
  package let source: HostPath
  package let bytes: [UInt8]
  /// The first 12 digits of its SHA-256.
  package let shortHash: String
}

/// Where a secret's value comes from.
package struct SecretPlan: Sendable {
  package enum Source: Sendable {
    case variable(Traced<String>)
    case file(HostPath)
    case external(Traced<String>)
  }

  package let name: Traced<String>
  package let source: Source
  /// Names of the services that read it.
  package let readers: [String]
}

extension SecretPlan {
  /// The variable that holds the serial of the newest value.
  package static func serialVariable(_ name: String) -> String {
    ScriptVariable.name("SERIAL", of: name)
  }
}

/// One variable that one service fills from a secret.
package struct SecretUsePlan: Sendable {
  package let variable: Traced<String>
  package let secret: Traced<String>
  /// Whether the variable gets the path of the mounted file, and not the value.
  package let isPath: Bool

  /// Where the file is mounted, on every engine alike.
  package var path: String { "/run/secrets/\(secret.value)" }
}

/// A deploy-time variable.
package struct VariablePlan: Sendable {
  package let name: Traced<String>
  package let fallback: Fallback
  /// What reads it: services, `version`, …, each once, in the manifest's order.
  package let readers: [String]

  /// What Kubernetes' ConfigMap calls it: a text in place of the value is a value of its own.
  package static func key(_ name: String, _ fallback: Fallback) -> String {
    guard fallback.isReplacement else { return name }
    return "\(name)_IF_\(ContentHash(of: Array(fallback.written(name).utf8)).short)"
  }

  /// The variable of a container on Kubernetes that holds a deploy-time one.
  package static func helper(_ key: String) -> String { "ZDC_" + key }
}
