import Foundation
import TestSupport
import Testing

/// Every transcript says what its commands do today; `RECORD_GOLDENS=1` writes them anew, and still
/// fails.
@Suite(.waits) struct TranscriptTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Transcripts")

  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.contains("-git") || Tool("git") != nil }.sorted()

  @Test(arguments: names) func saysWhatHappens(_ name: String) throws {
    try #require(name.hasSuffix(".txt"), "\(name) is no transcript")
    let file = Self.folder.appending(path: name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let transcript = Transcript(text)
    #expect(transcript.parts.contains { if case .commands = $0 { true } else { false } })
    #expect(transcript.unused.isEmpty, "no command of \(name) names \(transcript.unused)")
    let replayed = try transcript.replayed()
    guard replayed != text else { return }
    if Self.isRecording { try Data(replayed.utf8).write(to: file) }
    Issue.record(
      "\(name) says otherwise (RECORD_GOLDENS=1 writes it anew):\n\(Self.difference(text, replayed))"
    )
  }

  @Test func thereAreTranscripts() { #expect(Self.names.count >= 8) }

  private static func difference(_ old: String, _ new: String) -> String {
    let lines = old.components(separatedBy: "\n")
    return new.components(separatedBy: "\n").difference(from: lines).map { change in
      switch change {
      case .insert(let offset, let line, _): "+ \(offset + 1): \(line)"
      case .remove(let offset, let line, _): "- \(offset + 1): \(line)"
      }
    }.joined(separator: "\n")
  }
}
