import Diagnostics
import Glibc

/// The two streams: results go to standard output, diagnostics and progress to standard error.
enum Terminal {
  /// Whatever the files and names hold that the text tells of, nothing in it moves the cursor,
  /// changes colours or reorders: line feeds and tabs alone come out as they are.
  static func print(_ text: String) {
    print(rendered: VisibleText.lines(text))
  }

  /// As `print`.
  static func complain(_ text: String) {
    write(Array(VisibleText.lines(text).utf8), to: STDERR_FILENO)
  }

  static func complain(_ log: DiagnosticLog) { complain(log.sorted) }

  static func complain(_ diagnostics: [Diagnostic]) {
    complain(rendered: text(of: diagnostics))
  }

  /// As standard error shows them.
  static func text(of diagnostics: [Diagnostic]) -> String {
    TextRenderer(colour: hasColour).render(diagnostics)
  }

  /// What a renderer made for standard error, colours and all.
  static func complain(rendered text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// What a renderer made, colours and all, or a writer of JSON: each has its own way to show what
  /// can't be printed.
  static func print(rendered text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Colour only on a terminal, and never under NO_COLOR (https://no-color.org: set, not empty).
  static var hasColour: Bool { isColoured(STDERR_FILENO) }

  /// The same of standard output.
  static var outputHasColour: Bool { isColoured(STDOUT_FILENO) }

  private static func isColoured(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1 else { return false }
    guard let setting = getenv("NO_COLOR") else { return true }
    return setting.pointee == 0
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      // A reader that went away (`| head`) wants no more.
      guard count > 0 else { return }
      written += count
    }
  }
}
