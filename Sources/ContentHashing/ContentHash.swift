private import CLibCrypto

/// SHA-256 of an artefact or of a small file.
package struct ContentHash: Sendable, Hashable {
  /// 64 lower-case hexadecimal digits.
  package let hexadecimal: String

  package init(of bytes: [UInt8]) {
    var state = SHA256_CTX()
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    guard SHA256_Init(&state) == 1, SHA256_Update(&state, bytes, bytes.count) == 1,
      SHA256_Final(&digest, &state) == 1
    else { preconditionFailure("SHA-256 has no way to fail on bytes in memory") }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * digest.count)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    hexadecimal = String(decoding: text, as: UTF8.self)
  }

  /// The part that goes into a name: 12 digits, enough to tell the versions of one file apart.
  package var short: String { String(hexadecimal.prefix(12)) }
}
