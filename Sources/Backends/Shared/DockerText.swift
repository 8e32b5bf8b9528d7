import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Values in the forms of Compose files, for Compose and for Swarm's stacks alike.
extension DeployText {
  /// Compose expands `$` in every value, so a literal one is doubled; a variable without default
  /// stops Compose with its name instead of becoming empty.
  var composeText: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text.replacingAll("$", with: "$$")
      case .variable(let name, .required): WrapperPlan.demand(name)
      case .variable(let name, let fallback):
        fallback.written(name) { $0.replacingAll("$", with: "$$") }
      }
    }.joined()
  }
}

extension YAMLTree {
  /// Text for a Compose value.
  static func compose(_ text: DeployText) -> YAMLTree {
    .text(text.composeText, origin: text.origin)
  }

  static func compose(_ value: Traced<String>) -> YAMLTree {
    .text(value.value.replacingAll("$", with: "$$"), origin: value.origin)
  }

  static func compose(_ path: HostPath, from folder: String) -> YAMLTree {
    // A relative path needs its `./`: a bare name would be taken for a volume.
    let text = path.from(folder: folder)
    let isNamed = text.hasPrefix("/") || text.hasPrefix("../") || text == ".."
    return .text((isNamed ? text : "./\(text)").replacingAll("$", with: "$$"), origin: path.origin)
  }

  static func compose(_ path: DeployPath, from folder: String) -> YAMLTree {
    let text = path.from(folder: folder).composeText
    let isNamed = ["/", "../", "${"].contains { text.hasPrefix($0) } || text == ".."
    return .text(isNamed ? text : "./\(text)", origin: path.origin)
  }

  static func composeWords(_ words: [DeployText]) -> YAMLTree {
    .words(words.map(\.composeText), origin: .joined(words.map(\.origin)))
  }

  static func duration(_ value: Traced<Duration>) -> YAMLTree {
    .text(value.value.description, origin: value.origin)
  }

  static func seconds(_ value: Traced<Int>) -> YAMLTree {
    .text("\(value.value)s", origin: value.origin)
  }

  /// Docker's sizes: `512M`, which it takes for mebibytes.
  static func dockerSize(_ value: Traced<ByteSize>) -> YAMLTree {
    let (number, suffix) = value.value.inLargestUnit
    return .text(
      "\(number)\(suffix.isEmpty ? "b" : String(suffix.prefix(1)))", origin: value.origin)
  }

  /// Thousandths of a CPU as Docker writes them: `0.5`.
  static func cpus(_ value: Traced<Int>) -> YAMLTree {
    let fraction = value.value % 1000
    var text = String(value.value / 1000)
    if fraction > 0 {
      var digits = String(fraction + 1000).dropFirst()
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    return .text(text, origin: value.origin)
  }
}
