package import Diagnostics

/// One artefact: its path, its bytes, and for each of its lines where it comes from.
package struct OutputFile: Sendable {
  /// Below the output folder, with `/`.
  package let path: String
  package let bytes: [UInt8]
  package let isExecutable: Bool
  /// One entry a line of `bytes`, in order; `nil` for lines that follow from no manifest line
  /// (the header, fixed text).
  package let lineOrigins: [Origin?]

  package init(path: String, bytes: [UInt8], isExecutable: Bool = false, lineOrigins: [Origin?]) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
    self.lineOrigins = lineOrigins
  }
}
