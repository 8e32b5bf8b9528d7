package import Diagnostics

/// An artefact while it is written: its bytes, and the origin of each line that is finished.
///
/// All writers append to one of these; none makes a string of a line first.
package struct LineBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var origins: [Origin?] = []

  package init() {}

  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  package mutating func append(_ part: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: part)
  }

  package mutating func append(_ part: ArraySlice<UInt8>) {
    bytes.append(contentsOf: part)
  }

  package mutating func indent(_ columns: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: columns))
  }

  package mutating func endLine(_ origin: Origin?) {
    bytes.append(UInt8(ascii: "\n"))
    origins.append(origin)
  }

  /// Puts text in front of what was written from `offset` on, all of it in the open line.
  package mutating func insert(_ text: String, at offset: Int) {
    bytes.insert(contentsOf: text.utf8, at: offset)
  }

  /// The file. Its last line must be finished.
  package func file(path: String, isExecutable: Bool = false) -> OutputFile {
    precondition(
      bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), "an artefact ends with a whole line")
    return OutputFile(
      path: path, bytes: bytes, isExecutable: isExecutable, lineOrigins: origins)
  }
}
