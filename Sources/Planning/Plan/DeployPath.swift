package import Diagnostics
import ManifestModel

/// A path of the machine that deploys, of which parts may be known only at deployment.
package struct DeployPath: Sendable, Hashable {
  /// Relative to the output folder, or absolute, or by a variable at its beginning.
  package let fromOutput: DeployText

  package var origin: Origin { fromOutput.origin }

  /// The path as a file in a folder of the output has to write it.
  package func from(folder: String) -> DeployText {
    let depth = folder.parts(at: "/").count
    return Self.below(String(repeating: "../", count: depth), fromOutput)
  }

  /// A relative path below `folder`, without `.` and `..` as far as the text allows: not behind a
  /// variable, which may hold any number of folders.
  static func below(_ folder: String, _ path: DeployText) -> DeployText {
    guard case .text(let start)? = path.pieces.first else { return path }
    let isWhole = start.hasPrefix("/")
    if path.pieces.count == 1 {
      return DeployText(
        RelativePath.normalised(isWhole ? start : folder + "/" + start), from: path.origin)
    }
    let last = start.lastIndex(of: "/").map { start.index(after: $0) } ?? start.startIndex
    let head = String(start[..<last])
    let known = RelativePath.normalised(isWhole ? head : folder + "/" + head)
    let lead = known == "." ? "" : known.hasSuffix("/") ? known : known + "/"
    return DeployText(
      [.text(lead + start[last...])] + path.pieces.dropFirst(), from: path.origin)
  }

  /// The variable whose value the path begins with.
  package var leadingVariable: String? {
    guard case .variable(let name, let fallback)? = fromOutput.pieces.first,
      !fallback.isReplacement
    else { return nil }
    return name
  }
}
