import Diagnostics
import Foundation
import TestSupport
import Testing

/// Words that mean something in the artefacts, in place of each value that a manifest writes: what
/// is legal there builds, and what isn't is told. None of them is a fault of zdc's.
@Suite struct TextSweepTests {
  private static func manifest(_ name: String) throws -> SourceFile {
    let data = try Data(contentsOf: Repository.manifests.appending(path: "\(name).yml"))
    return SourceFile(path: "m.yml", bytes: [UInt8](data))
  }

  /// Each value gets another of the words, so that every word comes to stand in many places.
  @Test(.slow)
  func inEveryValue() throws {
    let source = try Self.manifest("shop")
    let table = LineTable(source)
    let words = OrdinaryTextTests.words
    let edits = ValueEdit.all(of: source)
    #expect(edits.count > 10)
    for (index, edit) in edits.enumerated() {
      let word = words[index % words.count]
      let start = table.byteOffset(of: edit.range.start)
      let end = table.byteOffset(of: edit.range.end)
      let bytes = Array(source.bytes[..<start] + "'\(word)'".utf8 + source.bytes[end...])
      #expect(
        BuildEnd.errors(String(decoding: bytes, as: UTF8.self)) != nil, "\(edit): \(word)")
    }
  }
}
