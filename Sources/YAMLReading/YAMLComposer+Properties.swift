internal import Diagnostics

/// Anchors, aliases and tags.
extension YAMLComposer {
  mutating func scalarWithProperties(into log: inout DiagnosticLog) -> YAMLNode {
    lastEnd = events.end
    let range = range(min(contentStart(events.start), lastEnd), lastEnd)
    let text = events.text
    var scalar = YAMLScalar(text, isPlain: events.isPlain)
    if let tag = events.tag {
      let kind = tag == "!" ? .text : NodeTag(resolved: tag)?.kind(of: text)
      if kind == nil { report(tag, on: text.quoted, at: place, into: &log) }
      scalar = YAMLScalar(text: text, kind: kind ?? .text, isPlain: false)
    }
    let node = YAMLNode(.scalar(scalar), at: range)
    if let name = events.anchor {
      anchors[name] = Anchor(node: node, range: range, count: 1, height: 0)
    }
    return node
  }

  /// - Parameter depth: of the collection itself, from 1.
  mutating func collectionWithProperties(
    _ event: YAMLEvent, depth: Int, into log: inout DiagnosticLog
  ) -> YAMLNode? {
    let properties = events.start
    let start = contentStart(properties)
    if let tag = events.tag, tag != "!" {
      let (fitting, value) =
        event == .mappingStart ? (NodeTag.mapping, "a map") : (NodeTag.sequence, "a list")
      if NodeTag(resolved: tag) != fitting {
        report(tag, on: value, at: range(properties, start), into: &log)
      }
    }
    guard let name = events.anchor else {
      return collection(event, from: start, depth: depth, into: &log)
    }
    anchors[name] = Anchor(node: nil, range: range(properties, start), count: 0, height: 0)
    let (countBefore, deepestBefore) = (count - 1, deepest)
    deepest = depth
    guard let node = collection(event, from: start, depth: depth, into: &log) else { return nil }
    anchors[name] = Anchor(
      node: node, range: node.range, count: count - countBefore, height: deepest - depth + 1)
    deepest = max(deepest, deepestBefore)
    return node
  }

  mutating func alias(depth: Int, into log: inout DiagnosticLog) -> YAMLNode? {
    let (name, place) = (events.aliasName, place)
    lastEnd = place.end
    let missing = YAMLNode(.scalar(YAMLScalar("", isPlain: true)), at: place)
    guard let anchor = anchors[name] else {
      fault(
        .unknownAlias, at: place, "no anchor '&\(name)' comes before its alias",
        help: suggestion(for: name), into: &log)
      return missing
    }
    guard let node = anchor.node else {
      fault(
        .selfReference, at: place, "alias '*\(name)' is inside the value that it refers to",
        notes: [Diagnostic.Note("the value begins here", at: anchor.range)], into: &log)
      return missing
    }
    count += anchor.count - 1
    guard count <= limits.nodes else { return tooMany(into: &log) }
    guard depth + anchor.height <= limits.depth else { return tooDeep(into: &log) }
    deepest = max(deepest, depth + anchor.height)
    return node
  }

  private func suggestion(for name: String) -> String {
    // Among many, each fault would cost a walk over all of them.
    let near = anchors.count <= 200 ? NearName.closest(to: name, among: anchors.keys.sorted()) : nil
    return near.map { "did you mean '*\($0)'?" } ?? "quote a value that begins with '*'"
  }

  private mutating func contentStart(_ mark: SourceMark) -> SourceMark {
    let skipper = self.skipper ?? PropertySkipper(file)
    self.skipper = skipper
    return skipper.contentStart(from: mark)
  }

  private mutating func report(
    _ tag: String, on value: String, at range: SourceRange, into log: inout DiagnosticLog
  ) {
    let spelling = NodeTag.spelling(tag).quoted
    if NodeTag(resolved: tag) == nil {
      fault(
        .badTag, at: range, "unknown tag \(spelling)",
        help: "remove the tag, or quote a value that begins with '!'", into: &log)
    } else {
      fault(
        .badTag, at: range, "tag \(spelling) does not fit \(value)", help: "remove the tag",
        into: &log)
    }
  }
}
