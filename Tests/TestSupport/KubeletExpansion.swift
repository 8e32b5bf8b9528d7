/// The kubelet's expansion, as Kubernetes' `third_party/forked/golang/expansion` does it byte by
/// byte: the reader that our escaping has to survive.
package enum KubeletExpansion {
  package static func expand(_ text: String, _ variables: [String: String]) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    let dollar = UInt8(ascii: "$")
    while index < bytes.count {
      guard bytes[index] == dollar, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case dollar:
        result.append(dollar)
        index += 2
      case UInt8(ascii: "("):
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) else {
          result += "$(".utf8
          index += 2
          continue
        }
        let name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
        result += (variables[name] ?? "$(\(name))").utf8
        index = end + 1
      default:
        // Go makes a character of the one byte, which damages what is not ASCII.
        result.append(dollar)
        result += String(Unicode.Scalar(bytes[index + 1])).utf8
        index += 2
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
