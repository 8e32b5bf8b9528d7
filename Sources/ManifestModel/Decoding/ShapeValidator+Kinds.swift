internal import Diagnostics
internal import YAMLReading

extension ShapeValidator {
  /// A list, a map or a scalar where another belongs.
  func reportKind(
    _ node: YAMLNode, _ shape: Shape, _ subject: Subject, into log: inout DiagnosticLog
  ) {
    if subject.key?.value == "ports", node.items != nil {
      log.error(
        .wrongKind, at: node.headRange,
        "\(subject.name) must be \(shape.kindExpectation), not \(node.kind.name)",
        help: "write port: PORT for the port that serves; the host's is the gateway's 'listen', or"
          + " 'publish' of what exists once; 'ports' names further ones: { metrics: 9100 }")
      return
    }
    if let mounts = ["volumes", "mounts"].contains(subject.key?.value ?? "")
      ? Self.mounts(node) : nil
    {
      log.error(
        .wrongKind, at: node.headRange,
        "\(subject.name) must be \(shape.kindExpectation), not \(node.kind.name)",
        help: "write \(mounts)")
      return
    }
    if subject.key?.value == "external", let name = node["name"]?.scalar?.text,
      name.utf8.count < 60
    {
      log.error(
        .wrongKind, at: node.headRange,
        "\(subject.name) must be \(shape.kindExpectation), not \(node.kind.name)",
        help: "write external: true, and beside it name: \(name)")
      return
    }
    let rewritten = Self.rewritten(node, as: shape)
    log.error(
      .wrongKind, at: node.headRange,
      "\(subject.name) must be \(shape.kindExpectation), not \(node.kind.name)",
      help: rewritten.map { "write \($0.text)" } ?? shape.example.map { "write \($0)" },
      fix: rewritten.flatMap { $0.isCertain ? Fix(replacing: node.range, with: $0.text) : nil })
  }

  /// `SOURCE:PATH[:ro]` of Compose: what has a path of the host is no volume.
  private static func mounts(_ node: YAMLNode) -> String? {
    guard let items = node.items, (1...4).contains(items.count) else { return nil }
    var volumes: [String] = []
    var folders: [String] = []
    for item in items {
      guard let text = item.scalar?.text, text.utf8.count < 80,
        let colon = text.firstRange(of: ":/"),
        let mount = ShortMount(String(text[text.index(after: colon.lowerBound)...]))
      else { return nil }
      let source = String(text[..<colon.lowerBound])
      let isFolder = source.contains { "/~$".contains($0) } || source.hasPrefix(".")
      let pair = "\(source.contains("$") ? "\"\(source)\"" : source): \(mount.written)"
      if isFolder { folders.append(pair) } else { volumes.append(pair) }
    }
    return [("volumes", volumes), ("mounts", folders)].filter { !$0.1.isEmpty }
      .map { "\($0.0): { \($0.1.joined(separator: ", ")) }" }.joined(separator: ", and ")
  }

  /// What was written, in the kind that the shape takes.
  private static func rewritten(
    _ node: YAMLNode, as shape: Shape
  ) -> (text: String, isCertain: Bool)? {
    if case .list(.text) = shape, let text = node.scalar?.text, text.utf8.count < 60 {
      let words = text.split { " ,".contains($0) }
      let isCertain = words.count == 1 && text.allSatisfy { !"{}[]:#\"'".contains($0) }
      return words.isEmpty ? nil : ("[\(words.joined(separator: ", "))]", isCertain)
    }
    // Names with conditions or aliases, as Compose takes them.
    if case .list(.text(let form)) = shape, [.dnsLabel, .serviceName].contains(form.pattern),
      let entries = node.entries, (1...4).contains(entries.count)
    {
      let names = entries.map(\.key.value)
      let isShort = names.allSatisfy { $0.utf8.count < 60 }
      return isShort ? ("[\(names.joined(separator: ", "))]", false) : nil
    }
    guard case .map(let keys, let values) = shape, let items = node.items, !items.isEmpty,
      items.count <= 4
    else { return nil }
    // NAME=VALUE and NAME:VALUE, as Compose takes them.
    let pairs = items.compactMap { item -> String? in
      guard let text = item.scalar?.text, text.utf8.count < 60,
        let separator = text.firstIndex(of: "=") ?? text.firstIndex(of: ":"),
        separator != text.startIndex
      else { return nil }
      return "\(text[..<separator]): \(text[text.index(after: separator)...])"
    }
    if pairs.count == items.count { return ("{ \(pairs.joined(separator: ", ")) }", false) }
    // Values alone, as where Compose lists the names of secrets: each wants a key.
    guard case .text(let form) = values, [.dnsLabel, .serviceName].contains(form.pattern) else {
      return nil
    }
    let named = items.compactMap { item -> String? in
      guard let text = item.scalar?.text, (1..<60).contains(text.utf8.count) else { return nil }
      return "\(keys.pattern.example): \(text)"
    }
    return named.count == items.count ? ("{ \(named.joined(separator: ", ")) }", false) : nil
  }
}
