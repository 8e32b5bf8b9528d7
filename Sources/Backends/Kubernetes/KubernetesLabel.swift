import Planning

/// What Kubernetes takes as a label; anything else of the manifest's `labels` is an annotation.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/>
enum KubernetesLabel {
  /// A value that only the deployment knows may be anything, so it never fits.
  static func fits(_ label: EnvironmentPlan) -> Bool {
    guard let value = label.value.literal else { return false }
    return isKey(label.name) && (value.isEmpty || isName(value))
  }

  private static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isName(parts[0])
    case 2: return isSubdomain(parts[0]) && isName(parts[1])
    default: return false
    }
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else {
      return false
    }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isSubdomain(_ text: Substring) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        isName(part) && part.lowercased() == part && !part.utf8.contains(UInt8(ascii: "_"))
      }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
