package import Diagnostics
package import ManifestModel

/// Text of which parts may be known only at deployment; references are resolved.
package struct DeployText: Sendable, Hashable {
  package enum Piece: Sendable, Hashable {
    case text(String)
    case variable(name: String, Fallback)
  }

  /// No two texts in a row, no empty text.
  package let pieces: [Piece]
  package let origin: Origin

  package init(_ pieces: [Piece], from origin: Origin) {
    self.origin = origin
    if pieces.count == 1, case .text(let text) = pieces[0], !text.isEmpty {
      self.pieces = pieces
      return
    }
    var joined: [Piece] = []
    for piece in pieces {
      if case .text(let text) = piece {
        if text.isEmpty { continue }
        if case .text(let before)? = joined.last {
          joined[joined.count - 1] = .text(before + text)
          continue
        }
      }
      joined.append(piece)
    }
    self.pieces = joined
  }

  package init(_ text: String, from origin: Origin) {
    self.init([.text(text)], from: origin)
  }

  /// The text where nothing in it is left for the deployment.
  package var literal: String? {
    switch pieces.count {
    case 0: ""
    case 1: if case .text(let text) = pieces[0] { text } else { nil }
    default: nil
    }
  }

  /// Whether it is the deployment's own variable, or nothing.
  package var isPassed: Bool {
    if pieces.count == 1, case .variable(_, .passed) = pieces[0] { true } else { false }
  }

  package var variables: [(name: String, fallback: Fallback)] {
    pieces.compactMap { piece in
      if case .variable(let name, let fallback) = piece { (name, fallback) } else { nil }
    }
  }
}
