import Diagnostics

/// The one writer of scripts: interpreter, header comment, one block of assignments, and a body
/// that is the same for every project.
package struct ShellScriptWriter: ~Copyable {
  private var buffer = LineBuffer()
  private let dialect: ShellDialect

  private init(_ dialect: ShellDialect) { self.dialect = dialect }

  /// An executable artefact. Each of `bodies` is the bytes of a `.sh` file; its own `#!` line and
  /// the directives to shellcheck below that, which are for the file alone, are left out.
  ///
  /// bash sets `-euo pipefail` before the assignments, a POSIX shell `-eu`; a prologue stands
  /// before that, for what has to be done while no variable is the script's own.
  package static func file(
    path: String, dialect: ShellDialect, header: [String], prologue: [UInt8] = [],
    assignments: [ShellAssignment], bodies: [[UInt8]]
  ) -> OutputFile {
    var writer = ShellScriptWriter(dialect)
    writer.writeHead(header, prologue)
    for assignment in assignments { writer.write(assignment) }
    for (index, body) in bodies.enumerated() {
      if index > 0 || !assignments.isEmpty { writer.buffer.endLine(nil) }
      writer.write(body: body)
    }
    return writer.buffer.file(path: path, isExecutable: true)
  }

  /// The assignments alone, for a script that sources them.
  package static func assignments(
    _ assignments: [ShellAssignment], dialect: ShellDialect = .bash
  ) -> LineBuffer {
    var writer = ShellScriptWriter(dialect)
    for assignment in assignments { writer.write(assignment) }
    return writer.buffer
  }

  private mutating func writeHead(_ header: [String], _ prologue: [UInt8]) {
    line(dialect == .bash ? "#!/usr/bin/env bash" : "#!/bin/sh", nil)
    CommentText.write(header, indent: 0, origin: nil, to: &buffer)
    write(body: prologue)
    line(dialect == .bash ? "set -euo pipefail" : "set -eu", nil)
    buffer.endLine(nil)
  }

  private mutating func write(_ assignment: ShellAssignment) {
    let origin = assignment.origin
    CommentText.write(assignment.comment, indent: 0, origin: origin, to: &buffer)
    if case .table = assignment.value { buffer.append("declare -A ") }
    buffer.append(assignment.name)
    buffer.append(byte: UInt8(ascii: "="))
    switch assignment.value {
    case .scalar(let text): quote(text)
    case .integer(let number): buffer.append(String(number))
    case .words(let words):
      requireBash()
      buffer.append(byte: UInt8(ascii: "("))
      write(words)
      buffer.append(byte: UInt8(ascii: ")"))
    case .rows(let rows): write(rows, origin: origin)
    case .array(let elements): writeList(elements.map { (nil, $0) }, origin: origin)
    case .table(let pairs): writeList(pairs.map { ($0.key, $0.element) }, origin: origin)
    }
    buffer.endLine(origin)
  }

  private mutating func write(_ words: [String]) {
    for (index, word) in words.enumerated() {
      if index > 0 { buffer.append(byte: UInt8(ascii: " ")) }
      ShellWords.write(word, isBareAllowed: true, dialect: dialect, to: &buffer)
    }
  }

  private mutating func write(_ rows: [ShellAssignment.Row], origin: Origin?) {
    requireBash()
    buffer.append(byte: UInt8(ascii: "("))
    if !rows.isEmpty { buffer.endLine(origin) }
    for row in rows {
      buffer.append("  ")
      write(row.words)
      buffer.endLine(row.origin ?? origin)
    }
    buffer.append(byte: UInt8(ascii: ")"))
  }

  private mutating func writeList(
    _ lines: [(key: String?, element: ShellAssignment.Element)], origin: Origin?
  ) {
    requireBash()
    buffer.append(byte: UInt8(ascii: "("))
    if !lines.isEmpty { buffer.endLine(origin) }
    for (key, element) in lines {
      buffer.append("  ")
      if let key {
        precondition(!key.isEmpty, "bash has no empty keys")
        buffer.append(byte: UInt8(ascii: "["))
        quote(key)
        buffer.append("]=")
      }
      quote(element.value)
      buffer.endLine(element.origin ?? origin)
    }
    buffer.append(byte: UInt8(ascii: ")"))
  }

  private mutating func write(body: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    var rest = body[...]
    while rest.starts(with: "#!".utf8) || rest.starts(with: "# shellcheck ".utf8) {
      rest = rest.drop { $0 != newline }.dropFirst()
    }
    while rest.first == newline { rest = rest.dropFirst() }
    while !rest.isEmpty {
      let end = rest.firstIndex(of: newline) ?? rest.endIndex
      buffer.append(rest[..<end])
      buffer.endLine(nil)
      rest = rest[end...].dropFirst()
    }
  }

  private mutating func quote(_ text: String) {
    ShellWords.write(text, isBareAllowed: false, dialect: dialect, to: &buffer)
  }

  private mutating func line(_ text: String, _ origin: Origin?) {
    buffer.append(text)
    buffer.endLine(origin)
  }

  private func requireBash() {
    precondition(dialect == .bash, "only bash has arrays")
  }
}
