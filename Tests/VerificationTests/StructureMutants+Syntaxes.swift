extension StructureMutants {
  // MARK: YAML

  /// Lines inside a text of many lines: their order and depth is the text's.
  private var insideTexts: Set<Int> {
    var inside: Set<Int> = []
    for index in lines.indices where lines[index].hasSuffix("|") || lines[index].hasSuffix("|-") {
      inside.formUnion(block(at: index).dropFirst())
    }
    return inside
  }

  mutating func yaml() {
    let inside = insideTexts
    for index in lines.indices where isText(index) && !inside.contains(index) {
      let block = block(at: index)
      let isItem = lines[index].drop { $0 == " " }.hasPrefix("- ")
      // What an overlay does to one object, it does not to another: in any order.
      if isItem, !lines[index].hasSuffix("- target:"), let next = sibling(of: block),
        lines[next.lowerBound].drop(while: { $0 == " " }).hasPrefix("- "),
        lines[block] != lines[next]
      {
        add(
          .swapItems, swapped(block, next), [block.lowerBound + 1...next.upperBound], lines[index])
      }
      if block.count > 1 {
        add(.deleteBlock, without(block), [gap(at: block.lowerBound)], lines[index])
      }
      if !isItem { move(block) }
      if !isItem, block.count == 1, let other = Self.changed(lines[index]) {
        var end = index + 1
        while end < lines.count, Self.indent(lines[end]) == Self.indent(lines[index]), isText(end) {
          end += 1
        }
        add(
          .duplicateKey, inserting(other, at: end),
          [index + 1...end + 1], lines[index])
      }
      for step in [2, -2] where step > 0 || Self.indent(lines[index]) >= 2 {
        var text = lines
        for line in block where !lines[line].isEmpty {
          text[line] = step > 0 ? "  " + lines[line] : String(lines[line].dropFirst(2))
        }
        add(.indent, text, [lineRange(block)], "\(step): \(lines[index])")
      }
    }
  }

  /// Into the map of the next key that opens one of the same depth as its own. What has an anchor
  /// is merged by it, wherever it stands, and each colour sets that key itself: nothing is missing
  /// at the old place.
  private mutating func move(_ block: Range<Int>) {
    let depth = Self.indent(lines[block.lowerBound])
    guard depth > 0,
      let end = (block.upperBound..<lines.count).first(where: {
        isText($0) && Self.indent(lines[$0]) < depth
      }),
      let target = (end..<lines.count).first(where: {
        isText($0) && Self.indent(lines[$0]) == depth
          && !lines[$0].drop { $0 == " " }.hasPrefix("- ")
      }), !insideTexts.contains(target), !isMerged(block, into: target)
    else { return }
    let text = Array(
      lines[..<block.lowerBound] + lines[block.upperBound..<target] + lines[block]
        + lines[target...])
    let start = target - block.count
    let new = start...start + block.count + 1
    let isReadByName = lines[block.lowerBound].contains(": &")
    add(
      .moveBlock, text, isReadByName ? [new] : [gap(at: block.lowerBound), new],
      lines[block.lowerBound])
  }

  /// Whether the map at a line has the same by a merge: there it would do no harm.
  private func isMerged(_ block: Range<Int>, into target: Int) -> Bool {
    guard let merge = lines[target].firstRange(of: "<<: *") else { return false }
    let anchor = " &" + lines[target][merge.upperBound...]
    guard let shared = lines.firstIndex(where: { $0.hasSuffix(anchor) }) else { return false }
    let texts = self.block(at: shared).map { lines[$0].drop { $0 == " " } }
    return texts.contains(lines[block.lowerBound].drop { $0 == " " })
  }

  // MARK: nginx

  private static let ordered = ["allow ", "deny ", "set ", "rewrite ", "return ", "~", "if "]

  mutating func conf() {
    for index in lines.indices where isText(index) && lines[index].last == "{" {
      guard let close = closing(of: index) else { continue }
      let block = index..<close + 1
      add(
        .deleteBlock, without(block), [gap(before: close + 1, at: index)], lines[index])
      // Out of the block that it stands in.
      if let outer = (close + 1..<lines.count).first(where: {
        Self.indent(lines[$0]) < Self.indent(lines[index]) && lines[$0].hasSuffix("}")
      }), outer + 1 < lines.count {
        add(
          .moveBlock,
          Array(lines[..<index] + lines[close + 1...outer] + lines[block] + lines[(outer + 1)...]),
          [gap(at: index).lowerBound...outer + 1], lines[index])
      }
    }
    for index in lines.indices where isText(index) && lines[index].hasSuffix(";") {
      let line = lines[index].drop { $0 == " " }
      if let end = (index..<lines.count).first(where: {
        Self.indent(lines[$0]) < Self.indent(lines[index]) && lines[$0].hasSuffix("}")
      }) {
        // Out of its block, and again at its end with another value.
        let moved = Array(
          lines[..<index] + lines[index + 1...end] + [lines[index]] + lines[(end + 1)...])
        add(.moveBlock, moved, [gap(at: index).lowerBound...end + 1], String(line))
        if let other = Self.changed(lines[index]) {
          add(.duplicateKey, inserting(other, at: end), [index + 1...end + 1], other)
        }
      }
      if index + 1 < lines.count, lines[index + 1].hasSuffix(";"),
        Self.ordered.contains(where: line.hasPrefix),
        Self.ordered.contains(where: lines[index + 1].drop { $0 == " " }.hasPrefix),
        line.prefix(2) == lines[index + 1].drop(while: { $0 == " " }).prefix(2)
          || line.hasPrefix("allow") || line.hasPrefix("deny")
      {
        add(
          .swapItems, swapped(index..<index + 1, index + 1..<index + 2), [index + 1...index + 2],
          String(line))
      }
    }
  }

  private func closing(of index: Int) -> Int? {
    (index + 1..<lines.count).first { line in
      Self.indent(lines[line]) == Self.indent(lines[index]) && lines[line].hasSuffix("}")
    }
  }

  // MARK: Scripts

  mutating func script() {
    // Assignments may stand in any order.
    let start = lines.firstIndex { $0.contains("CDPATH=") } ?? 0
    for index in lines.indices where index >= start && isText(index) {
      let line = lines[index]
      if !line.hasSuffix("\\"), index == 0 || !lines[index - 1].hasSuffix("\\") {
        var text = lines
        text[index] = line + " || true"
        add(.codeLine, text, [index + 1...index + 1], text[index])
        add(.codeGone, without(index..<index + 1), [gap(at: index)], line)
      }
      if let other = Self.changed(line) {
        var text = lines
        text[index] = other
        add(.codeLine, text, [index + 1...index + 1], other)
      }
      if index + 1 < lines.count, isText(index + 1), lines[index] != lines[index + 1] {
        add(
          .codeSwap, swapped(index..<index + 1, index + 1..<index + 2), [index + 1...index + 2],
          line)
      }
      if line.hasSuffix("() {"), let end = (index..<lines.count).first(where: { lines[$0] == "}" })
      {
        add(.deleteBlock, without(index..<end + 1), [gap(before: end + 1, at: index)], line)
      }
    }
  }
}
