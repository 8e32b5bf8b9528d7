import Diagnostics

/// Paths as text: no file system is asked.
package enum RelativePath {
  /// Without `.` and with `..` resolved as far as the text allows: `a/../b` is `b`. Relative paths
  /// below keep no `./`; the folder itself is `.`.
  package static func normalised(_ path: String) -> String {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    var parts: [Substring.UTF8View] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
      let isUp = part.elementsEqual("..".utf8)
      if isUp, let last = parts.last, !last.elementsEqual("..".utf8) {
        parts.removeLast()
      } else if !isUp || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.map { Substring($0) }.joined(separator: "/")
    return isAbsolute ? "/" + joined : (joined.isEmpty ? "." : joined)
  }

  /// `path` as seen from `folder`, both absolute and normalised.
  package static func path(_ path: String, from folder: String) -> String {
    let target = path.parts(at: "/")
    let base = folder.parts(at: "/")
    var shared = 0
    while shared < min(target.count, base.count), target[shared] == base[shared] { shared += 1 }
    let up = Array(repeating: Substring(".."), count: base.count - shared)
    let joined = (up + target[shared...]).joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }

  /// `path` of the manifest's folder, as seen from the output folder.
  static func rebase(_ path: String, fromFolder folder: String) -> String {
    path.hasPrefix("/") ? normalised(path) : normalised(folder + "/" + path)
  }
}
