internal import Diagnostics
internal import YAMLReading

extension ShapeValidator {
  func validate(
    _ scalar: YAMLScalar, _ node: YAMLNode, as shape: Shape, _ subject: Subject,
    into log: inout DiagnosticLog
  ) {
    switch shape {
    case .text(let form):
      validateText(scalar.text, form, subject, at: node, into: &log)
    case .integer(let limits):
      validateInteger(scalar, limits, subject, at: node.range, into: &log)
    case .boolean:
      guard case .boolean = scalar.kind else {
        let word = Self.booleanWords[scalar.text.lowercased()]
        log.error(
          .wrongType, at: node.range,
          "\(subject.name) takes true or false, not \(scalar.text.quoted)",
          help: word.map { "write \($0)" + (scalar.isPlain ? "" : ", without quotes") },
          fix: word.flatMap { $0.utf8.count > 1 ? Fix(replacing: node.range, with: $0) : nil })
        return
      }
    case .choice(let words):
      guard !words.contains(scalar.text) else { return }
      log.error(
        .unknownWord, at: node.range,
        "\(subject.name) takes \(Shape.alternatives(words)), not \(scalar.text.quoted)",
        help: NearName.closest(to: scalar.text, among: words).map { "did you mean '\($0)'?" },
        fix: NearName.fix(of: scalar.text, at: node.range, among: words))
    default:
      preconditionFailure("a shape was chosen that a scalar can't have")
    }
  }

  /// What YAML 1.1 and people take for a truth value.
  private static let booleanWords = [
    "true": "true", "yes": "true", "on": "true", "y": "true", "1": "true",
    "false": "false", "no": "false", "off": "false", "n": "false", "0": "false",
  ]

  private func validateInteger(
    _ scalar: YAMLScalar, _ limits: ClosedRange<Int>, _ subject: Subject, at place: SourceRange,
    into log: inout DiagnosticLog
  ) {
    if case .integer(let number) = scalar.kind, limits.contains(number) { return }
    let expectation = Shape.integer(limits).expectation
    let message = "\(subject.name) takes \(expectation), not \(scalar.text.quoted)"
    switch scalar.kind {
    case .integer: log.error(.outOfRange, at: place, message)
    case .text where !scalar.isPlain && Int(scalar.text).map(limits.contains) == true:
      log.error(
        .wrongType, at: place, message, help: "write \(scalar.text), without quotes",
        fix: Fix(replacing: place, with: scalar.text))
    default:
      let help =
        scalar.text.holds("${")
        ? "write the number; one that differs from place to place goes into 'environments'"
        : Self.port(in: scalar.text, limits, subject)
      log.error(.wrongType, at: place, message, help: help)
    }
  }

  /// What to write for `ADDRESS:PORT` or `PORT:PORT` where a port is asked for.
  private static func port(
    in text: String, _ limits: ClosedRange<Int>, _ subject: Subject
  ) -> String? {
    let parts = text.split(separator: ":")
    guard limits.upperBound == 65535, parts.count > 1, let port = parts.last.flatMap({ Int($0) }),
      limits.contains(port)
    else { return nil }
    let address = text.dropLast((parts.last?.utf8.count ?? 0) + 1)
    guard let key = subject.key?.value, ["http", "https"].contains(key), Int(address) == nil else {
      return "write \(port)"
    }
    let bare = address.filter { $0 != "[" && $0 != "]" }
    let word = bare.contains(":") ? "\"\(bare)\"" : bare
    return "write listen: { \(key): \(port), address: \(word) }"
  }

  private func validateText(
    _ text: String, _ form: TextForm, _ subject: Subject, at node: YAMLNode,
    into log: inout DiagnosticLog
  ) {
    if text.isEmpty {
      if !form.mayBeEmpty {
        log.error(
          .emptyText, at: node.range, "\(subject.name) can't be empty",
          help: "write \(form.expectation)")
      }
      return
    }
    guard text != form.word, validateTemplates(text, form, subject.name, at: node, into: &log)
    else {
      return
    }
    if !form.pattern.matches(text) {
      let fault = form.pattern.fault(of: text)
      let folder = subject.key?.value == "tmpfs" ? Self.memoryFolder(text) : nil
      log.error(
        .badText, at: node.range, "\(subject.name) takes \(fault.rule), not \(text.quoted)",
        help: folder
          ?? (subject.key?.value == "maxBodySize" && text == "0"
            ? "write the largest upload that may come, such as 10Gi: to nginx 0 is no limit"
            : fault.help),
        fix: form.pattern.certainForm(of: text).map { Fix(replacing: node.range, with: $0) })
    }
  }

  /// `/tmp:size=64m,mode=1777` of Compose.
  private static func memoryFolder(_ text: String) -> String? {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, TextForm.Pattern.containerPath.matches(String(parts[0])) else {
      return nil
    }
    let options = parts[1].split(separator: ",")
    let size = options.first { $0.hasPrefix("size=") }.flatMap {
      let text = String($0.dropFirst(5))
      return TextForm.Pattern.byteSize.matches(text)
        ? text : TextForm.Pattern.byteSize.suggestion(for: text)
    }
    let isWhole = options.allSatisfy { $0.hasPrefix("size=") }
    return (size.map { "write { \(parts[0]): \($0) }" } ?? "write \(parts[0])")
      + (isWhole ? "" : "; a folder with other options is added by a patch")
  }

  /// The free names of a map: a service's, a variable's, a route's prefix.
  func validateName(
    _ key: Located<String>, _ form: TextForm, of subject: Subject, into log: inout DiagnosticLog
  ) {
    let scalar = YAMLScalar(text: key.value, kind: .text, isPlain: true)
    let node = YAMLNode(.scalar(scalar), at: key.range)
    guard validateTemplates(key.value, form, "a name in \(subject.name)", at: node, into: &log)
    else { return }
    if !form.pattern.matches(key.value) {
      let fault = form.pattern.fault(of: key.value)
      log.error(
        .badName, at: key.range,
        "a name in \(subject.name) is \(fault.rule), not \(key.value.quoted)", help: fault.help)
    }
  }
}
