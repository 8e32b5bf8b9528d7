/// The patterns that Kubernetes holds names and labels against.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>
package enum KubernetesText {
  /// The name of most objects: RFC 1123 labels between dots, at most 253 characters.
  package static func isSubdomain(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        isEnclosed(part) { isLower($0) || $0 == UInt8(ascii: "-") }
      }
  }

  /// The name of a volume or container in a pod: an RFC 1123 label, at most 63 characters.
  package static func isLabel(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 63 && isEnclosed(text) { isLower($0) || $0 == UInt8(ascii: "-") }
  }

  /// The name in a label's key, and a label's value that is not empty.
  package static func isLabelValue(_ text: some StringProtocol) -> Bool {
    text.utf8.count <= 63
      && isEnclosed(text) { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  package static func isLabelKey(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isLabelValue(parts[0])
    case 2: return isSubdomain(parts[0]) && isLabelValue(parts[1])
    default: return false
    }
  }

  /// The name of a file in a ConfigMap.
  package static func isDataKey(_ text: some StringProtocol) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isEnclosed(
    _ text: some StringProtocol, by mayHold: (UInt8) -> Bool
  ) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last) && bytes.allSatisfy(mayHold)
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    NamePatterns.isLetter(byte) || NamePatterns.isDigit(byte)
  }
}
