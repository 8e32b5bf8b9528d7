import Planning

/// What an nginx can do, as far as its image's tag tells.
struct NginxRelease: Sendable {
  private let version: [Int]?

  /// `nginx:1.29-alpine` is 1.29; of a tag without numbers nothing is known.
  init(image: DeployText) {
    let tag = image.atRest.split(separator: "/").last?.split(separator: ":").dropFirst().first
    let numbers = tag?.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.split(separator: ".")
    version = numbers.flatMap { parts in parts.isEmpty ? nil : parts.compactMap { Int($0) } }
  }

  /// A tag that leaves the last number open (`1.27`) means the newest of them.
  func isAtLeast(_ wanted: Int...) -> Bool {
    guard let version else { return false }
    for (index, number) in wanted.enumerated() {
      guard index < version.count else { return true }
      if version[index] != number { return version[index] > number }
    }
    return true
  }
}
