package import Foundation

/// Writes a program into a folder that a test puts first in `PATH`; the folder is made.
///
/// A shell writes it. While this process has a file open for writing, so has every child that
/// another test forks in that moment, and to run the file then fails with 'Text file busy'.
///
/// - Throws: where there is no shell or it can't write there.
package func installProgram(_ name: String, _ text: String, in folder: URL) throws {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: name).path
  let outcome = try Tool(at: "/bin/sh").run(
    ["-c", "printf %s \"$2\" >\"$1\" && chmod 755 \"$1\"", "sh", file, text])
  if outcome.status != 0 { throw ProgramNotWritten(why: outcome.everything) }
}

/// A program of a test could not be written.
private struct ProgramNotWritten: Error { let why: String }
