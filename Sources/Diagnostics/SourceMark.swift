/// A place in a text, as people and editors count.
public struct SourceMark: Sendable, Hashable, Comparable {
  // Half the size of two `Int`: every node of a manifest and every line of an artefact holds some.
  @usableFromInline let storedLine: Int32
  @usableFromInline let storedColumn: Int32

  /// From 1.
  @inlinable package var line: Int { Int(storedLine) }
  /// From 1, in Unicode scalars, which is what libyaml and most editors count.
  @inlinable package var column: Int { Int(storedColumn) }

  @inlinable package init(line: Int, column: Int) {
    storedLine = Int32(clamping: line)
    storedColumn = Int32(clamping: column)
  }

  /// The order of reading.
  @inlinable public static func < (left: SourceMark, right: SourceMark) -> Bool {
    (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
  }
}
