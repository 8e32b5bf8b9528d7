import Diagnostics

extension YAMLWriter {
  /// Entries one below the other; the first may stand after a dash, where the line is open.
  mutating func write(
    _ entries: [YAMLTree.Entry], indent: Int, isSpaced: Bool, origin: Origin?,
    firstIsOnLine: Bool = false
  ) {
    Self.requireDistinctKeys(entries)
    // A span lends its elements: an array's iterator would copy each, counting references.
    let lent = entries.span
    for index in lent.indices {
      let isFirst = index == 0
      if !isFirst && isSpaced { buffer.endLine(nil) }
      write(lent[index], indent: indent, isOnLine: isFirst && firstIsOnLine, origin: origin)
    }
  }

  private mutating func write(
    _ entry: YAMLTree.Entry, indent: Int, isOnLine: Bool, origin: Origin?
  ) {
    let own = entry.value.origin ?? origin
    if !isOnLine {
      CommentText.write(entry.value.comment, indent: indent, origin: own, to: &buffer)
      buffer.indent(indent)
    }
    if entry.isMerge {
      buffer.append("<<:")
    } else {
      write(key: entry.key, indent: indent, origin: own)
    }
    writeValue(entry.value, indent: indent, origin: own)
  }

  /// The key and its colon. YAML ends an implicit key after 1024 characters: a longer one takes
  /// the form `? key`, with the colon on the next line.
  private mutating func write(key: String, indent: Int, origin: Origin?) {
    let start = buffer.bytes.count
    YAMLScalarWriting.write(key, inFlow: false, to: &buffer)
    if buffer.bytes.count - start > 1000 {
      buffer.insert("? ", at: start)
      buffer.endLine(origin)
      buffer.indent(indent)
    }
    buffer.append(byte: UInt8(ascii: ":"))
  }

  /// Items one below the other, each after a dash.
  mutating func write(
    _ items: [YAMLTree], indent: Int, isSpaced: Bool, origin: Origin?, firstIsOnLine: Bool = false
  ) {
    let lent = items.span
    for index in lent.indices {
      let isFirst = index == 0
      if !isFirst && isSpaced { buffer.endLine(nil) }
      write(lent[index], indent: indent, isOnLine: isFirst && firstIsOnLine, origin: origin)
    }
  }

  private mutating func write(
    _ item: YAMLTree, indent: Int, isOnLine: Bool, origin: Origin?
  ) {
    let own = item.origin ?? origin
    if !isOnLine {
      CommentText.write(Self.commentAbove(item), indent: indent, origin: own, to: &buffer)
      buffer.indent(indent)
    }
    buffer.append("- ")
    switch item.content {
    case .mapping(let entries) where !entries.isEmpty:
      write(
        entries, indent: indent + 2, isSpaced: item.isSpaced, origin: own, firstIsOnLine: true)
    case .sequence(let items) where !items.isEmpty:
      write(items, indent: indent + 2, isSpaced: item.isSpaced, origin: own, firstIsOnLine: true)
    default:
      writeOnLine(item, indent: indent + 2, origin: own)
    }
  }

  /// The item's comment and those of what stands on its line: nothing fits after a dash.
  private static func commentAbove(_ item: YAMLTree) -> [String] {
    switch item.content {
    case .mapping(let entries):
      item.comment + (entries.first?.value.comment ?? [])
    case .sequence(let items): item.comment + (items.first.map(commentAbove) ?? [])
    default: item.comment
    }
  }

  /// By bytes: Swift takes canonically equivalent texts for equal, YAML doesn't.
  private static func requireDistinctKeys(_ entries: [YAMLTree.Entry]) {
    if entries.count <= 12 {
      let lent = entries.span
      for index in lent.indices {
        for other in 0..<index {
          precondition(
            !isSame(lent[index].key, lent[other].key),
            "a mapping has each key once: \(lent[index].key)")
        }
      }
    } else {
      var seen = Set<[UInt8]>(minimumCapacity: entries.count)
      for entry in entries {
        let isNew = seen.insert(Array(entry.key.utf8)).inserted
        precondition(isNew, "a mapping has each key once: \(entry.key)")
      }
    }
  }
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
  }
}
