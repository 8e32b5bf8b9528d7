internal import Diagnostics
internal import ManifestModel

/// What a secret looks like.
enum SecretName {
  private static let parts = [
    "PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "SECRET", "CREDENTIAL", "APIKEY",
  ]
  private static let ends = ["_KEY", "_PASS", "_PWD", "_DSN"]
  /// Names that speak about a secret and hold none.
  private static let harmless = [
    "_FILE", "_PATH", "_TTL", "_LENGTH", "_NAME", "_HEADER", "_ALGORITHM", "_EXPIRY", "_MINUTES",
    "_SECONDS", "_DAYS", "_TIMEOUT", "_URL", "_ISSUER", "_AUDIENCE", "PUBLIC_KEY",
  ]

  static func isSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    let isSuspicious =
      parts.contains { upper.holds($0) } || ends.contains { upper.hasSuffix($0) }
    return isSuspicious && !harmless.contains { upper.hasSuffix($0) }
  }

  /// `scheme://user:password@host`
  static func hasPassword(_ text: String) -> Bool { password(in: text) != nil }

  static func password(in text: String) -> Substring? {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty,
      let at = parts[2].firstIndex(of: "@")
    else { return nil }
    let credentials = parts[2][..<at]
    guard let colon = credentials.firstIndex(of: ":"), !credentials.contains("/") else {
      return nil
    }
    let start = credentials.index(after: colon)
    return start < at ? credentials[start...] : nil
  }
}
