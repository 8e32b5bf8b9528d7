/// `PATH[:ro,z]`, as Compose writes what is behind a mount's source.
struct ShortMount {
  let path: String
  private let options: [Substring]

  /// `nil` where there is no path, or what follows it is none of Compose's options.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, first.hasPrefix("/") else { return nil }
    path = String(first)
    options = parts.count == 2 ? parts[1].split(separator: ",") : []
    guard options.allSatisfy({ Self.words.contains($0) }) else { return nil }
  }

  private static let words: Set<Substring> = [
    "ro", "rw", "z", "Z", "cached", "delegated", "consistent", "nocopy",
  ]

  var hasOptions: Bool { !options.isEmpty }

  var isReadOnly: Bool { options.contains("ro") }

  /// As a manifest has it; a label of SELinux is for folders of the host.
  var written: String {
    var keys = ["path: \(path)"]
    if isReadOnly { keys.append("readOnly: true") }
    if options.contains("z") { keys.append("selinux: shared") }
    if options.contains("Z") { keys.append("selinux: private") }
    return keys.count == 1 ? path : "{ \(keys.joined(separator: ", ")) }"
  }
}
