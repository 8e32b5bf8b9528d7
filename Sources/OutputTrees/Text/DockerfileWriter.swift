import Diagnostics
import JSONWriting

/// The one writer of Dockerfiles. All values are literal: a dollar in one expands nothing.
package enum DockerfileWriter {
  /// An instruction a line below a header comment.
  package static func file(
    path: String, header: [String], instructions: [DockerfileInstruction]
  ) -> OutputFile {
    var buffer = LineBuffer()
    CommentText.write(header, indent: 0, origin: nil, to: &buffer)
    for instruction in instructions {
      CommentText.write(
        instruction.comment, indent: 0, origin: instruction.origin, to: &buffer)
      buffer.append(line(instruction.content))
      buffer.endLine(instruction.origin)
    }
    return buffer.file(path: path)
  }

  /// Whether a value of `argument`, `environment`, `label`, `user` or `workingDirectory` can be
  /// written: these are lines, and a Dockerfile has no escape for a line break or another control.
  /// The instructions in JSON form hold any text.
  package static func canHold(_ value: String) -> Bool {
    value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  private static func line(_ content: DockerfileInstruction.Content) -> String {
    switch content {
    case .from(let image):
      precondition(
        image.utf8.allSatisfy { $0 > 0x20 && !"\\\"'`#".utf8.contains($0) },
        "not the name of an image: \(image)")
      return "FROM \(image)"
    case .argument(let name, let value):
      return "ARG \(checked(name))" + (value.map { "=\(quoted($0))" } ?? "")
    case .environment(let name, let value): return "ENV \(checked(name))=\(quoted(value))"
    case .label(let key, let value): return "LABEL \(quoted(key))=\(quoted(value))"
    case .copy(let sources, let destination):
      precondition(
        sources.allSatisfy { !$0.utf8.contains { "*?[\\".utf8.contains($0) } },
        "a source of COPY is no pattern")
      return "COPY \(json((sources + [destination]).map(escaped)))"
    case .run(let words): return "RUN \(json(words))"
    case .entrypoint(let words): return "ENTRYPOINT \(json(words))"
    case .command(let words): return "CMD \(json(words))"
    case .expose(let port): return "EXPOSE \(port)"
    case .user(let user): return "USER \(quoted(user))"
    case .workingDirectory(let path): return "WORKDIR \(quoted(path))"
    }
  }

  private static func checked(_ name: String) -> String {
    precondition(ShellAssignment.isName(name), "not the name of a variable: \(name)")
    return name
  }

  /// Double quotes; a backslash takes the meaning from `"`, `$` and itself.
  private static func quoted(_ value: String) -> String {
    precondition(canHold(value), "a Dockerfile can't hold a control character")
    if !value.isEmpty && value.utf8.allSatisfy(isSafeBare) { return value }
    return "\"\(withBackslash(before: "\"\\$", in: value))\""
  }

  /// A word of COPY's JSON form, in which the builder still expands variables and takes off quotes.
  private static func escaped(_ word: String) -> String {
    withBackslash(before: "'\"\\$", in: word)
  }

  private static func withBackslash(before special: String, in text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func json(_ words: [String]) -> String {
    let writer = JSONWriter(.compact)
    return "[\(words.map { writer.text(.text($0)) }.joined(separator: ", "))]"
  }

  private static func isSafeBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./:".utf8.contains(byte)
    }
  }
}
