import Diagnostics
import ManifestModel
import Planning

/// The fixed renderings of the targets, undone: the one table of how a fact's value looks in an
/// artefact where that is not the manifest's own form.
enum Renderings {
  /// Compose stops with its name at a variable that must be set: `${N:?set N in docker/.env}` is
  /// `${N}`, and so is the demand for what an image says. A bare `${N}` would be empty where it is
  /// not set: `${N:-}`.
  static func composeText(_ text: String) -> String {
    guard text.holds(byte: UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$$") {
        result += "$$"
        rest = rest.dropFirst(2)
      } else if let name = variableName(rest) {
        let demand = WrapperPlan.demand(name)
        if rest.hasPrefix(demand) {
          result += "${\(name)}"
          rest = rest.dropFirst(demand.count)
        } else if rest.hasPrefix("${\(name)}") {
          result += "${\(name):-}"
          rest = rest.dropFirst(name.count + 3)
        } else {
          result += "${"
          rest = rest.dropFirst(2)
        }
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private static func variableName(_ text: Substring) -> String? {
    guard text.hasPrefix("${") else { return nil }
    let name = text.dropFirst(2).prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
    }
    return name.isEmpty ? nil : String(name)
  }

  /// Swarm expands Go templates in the environment: `{{"{{"}}` is `{{`, and what is a template to
  /// Swarm is no text.
  static func swarmText(_ text: String) -> String {
    guard text.holds("{{") else { return composeText(text) }
    let parts = composeText(text).split(separator: #"{{"{{"}}"#, omittingEmptySubsequences: false)
    return parts.map { String($0).replacingAll("{{", with: "{{template ") }.joined(separator: "{{")
  }

  /// A path of a file in `folder` of the output, as seen from the output folder; names and
  /// variables stay.
  static func path(_ text: String, in folder: String) -> String {
    guard text.hasPrefix(".") || text.hasPrefix("/") else { return text }
    let isAbsolute = text.hasPrefix("/")
    var parts: [Substring] = []
    for part in (isAbsolute ? text : "\(folder)/\(text)").parts(at: "/") where part != "." {
      // A variable may hold any number of folders.
      let isKnown = parts.last?.contains("$") != true
      if part == "..", let last = parts.last, last != "..", isKnown {
        parts.removeLast()
      } else if part != ".." || !isAbsolute || !isKnown {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + (parts.isEmpty ? "." : parts.joined(separator: "/"))
  }

  /// Docker's `512M` is the manifest's `512Mi`.
  static func dockerSize(_ text: String) -> String {
    guard let last = text.last,
      let unit = ["b": "", "K": "Ki", "M": "Mi", "G": "Gi", "T": "Ti"][last],
      Int(text.dropLast()) != nil
    else { return text }
    return text.dropLast() + unit
  }

  /// nginx's `20m` is the manifest's `20Mi`.
  static func nginxSize(_ text: String) -> String {
    guard let last = text.last, let unit = ["k": "Ki", "m": "Mi", "g": "Gi"][last.lowercased()],
      let size = ByteSize(text.dropLast() + unit)
    else { return text }
    return size.description
  }

  /// nginx knows no fractions.
  static func nginxSeconds(_ text: String) -> String { Duration(text)?.description ?? text }

  static func nginxBytes(_ text: String) -> ByteSize? {
    guard let last = text.last, let unit = ["k": "Ki", "m": "Mi", "g": "Gi"][last.lowercased()]
    else { return ByteSize(text) }
    return ByteSize(text.dropLast() + unit)
  }

  /// Seconds of any number, as nginx and Docker take them: `90s` is the manifest's `1m30s`.
  static func seconds(_ text: String) -> String {
    guard let duration = Duration(ofGo: text) else { return text }
    return duration.description
  }

  /// Kubernetes' `500m` is the manifest's `0.5`.
  static func cpus(_ text: String) -> String {
    CPUQuantity.millis(text).map(FactText.cpus) ?? text
  }

  /// `nil` for what is no base64.
  static func base64(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var held = 0
    for byte in text.utf8.prefix(while: { $0 != UInt8(ascii: "=") }) {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      held = held << 6 | value
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: held >> bits))
      held &= (1 << bits) - 1
    }
    return bytes
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// A dollar that nginx shall not expand: its conf has a variable that holds one.
  static func nginxText(_ token: String) -> String {
    guard token.holds(byte: UInt8(ascii: "$")) else { return token }
    return token.replacingAll("${zdc_dollar}", with: "$$")
  }
}
