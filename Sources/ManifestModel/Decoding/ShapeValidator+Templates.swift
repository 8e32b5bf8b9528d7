internal import Diagnostics
internal import YAMLReading

extension ShapeValidator {
  /// Whether every `${…}` of a text is well-formed and may stand there.
  func validateTemplates(
    _ text: String, _ form: TextForm, _ name: @autoclosure () -> String, at node: YAMLNode,
    into log: inout DiagnosticLog
  ) -> Bool {
    guard form.holds != .foreignText, text.utf8.contains(UInt8(ascii: "$")) else { return true }
    let (template, faults) = Template.read(text)
    let places = ScalarPlaces(node)
    for fault in faults.prefix(Self.mostInOneText) {
      let scalars = text.unicodeScalars.dropFirst(fault.offset)
      let length = scalars.firstIndex(of: "}").map {
        scalars.distance(from: scalars.startIndex, to: $0) + 1
      }
      log.error(
        .badTemplate, at: places.range(fault.offset..<(fault.offset + (length ?? scalars.count))),
        fault.message, help: fault.help)
    }
    var misplacedCount = 0
    for segment in template.segments where misplacedCount < Self.mostInOneText {
      guard let fault = misplaced(segment, in: form, name()) else { continue }
      misplacedCount += 1
      log.error(
        .misplacedTemplate, at: places.range(of: fault.written, in: text), fault.message,
        help: fault.help)
    }
    return faults.isEmpty && misplacedCount == 0
  }

  /// Each is searched for from the text's start.
  private static let mostInOneText = 20

  private func misplaced(
    _ segment: Template.Segment, in form: TextForm, _ name: String
  ) -> (written: String, message: String, help: String)? {
    switch (segment, form.holds) {
    case (.literal, _), (_, .variablesAndReferences), (_, .foreignText): return nil
    case (.variable, .variables), (.reference, .references): return nil
    case (.variable(let variable, let fallback), _):
      let message = fallback.message.map { ":?\($0)" }
      let written = message.map { "${\(variable)\($0)}" } ?? fallback.written(variable)
      return (
        written, "the deploy-time variable '${\(variable)}' is not allowed in \(name)",
        form.holds == .references
          ? "give it to the process by env, and read it there"
          : "write the value itself, or '$${' for the text '${'"
      )
    case (.reference(let parts), _):
      let written = "${\(parts.joined(separator: "."))}"
      return (
        written, "the reference '\(written)' is not allowed in \(name)",
        "references are allowed in env, command, entrypoint, release and health.command"
      )
    }
  }
}
