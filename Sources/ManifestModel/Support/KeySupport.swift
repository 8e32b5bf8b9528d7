/// What a target makes of a key.
package enum KeySupport: Sendable, Hashable {
  /// The target has a key of its own for it.
  case native
  /// zdc does it in another way: how.
  case emulated(String)
  /// The target behaves the same without: why.
  case notNeeded(String)
  /// It has no effect there, which is an error unless the project accepts it: what to do instead.
  case unsupported(String)

  package var word: String {
    switch self {
    case .native: "native"
    case .emulated: "emulated"
    case .notNeeded: "not needed"
    case .unsupported: "unsupported"
    }
  }

  package var remark: String? {
    switch self {
    case .native: nil
    case .emulated(let text), .notNeeded(let text), .unsupported(let text): text
    }
  }

  package var isUnsupported: Bool {
    if case .unsupported = self { true } else { false }
  }
}

/// One row of the table of keys and targets.
package struct KeySupportRow: Sendable {
  /// A path of keys, `*` for a name that the manifest chooses: `services.*.health.interval`. It
  /// stands for all below it that has no row of its own.
  package var path: [String] {
    text.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
  }

  /// The path with dots: hundreds of rows are made at each start, and few of them are taken apart.
  private let text: String
  private let blueGreen: KeySupport
  private let swarm: KeySupport
  private let kubernetes: KeySupport

  init(_ path: String, _ support: KeySupport) {
    self.init(path, support, support, support)
  }

  init(_ path: String, _ blueGreen: KeySupport, _ swarm: KeySupport, _ kubernetes: KeySupport) {
    text = path
    self.blueGreen = blueGreen
    self.swarm = swarm
    self.kubernetes = kubernetes
  }

  package func support(on target: Target) -> KeySupport {
    switch target {
    case .blueGreen: blueGreen
    case .swarm: swarm
    case .kubernetes: kubernetes
    }
  }
}
