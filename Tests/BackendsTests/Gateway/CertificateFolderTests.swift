import Foundation
import TestSupport
import Testing

/// A folder of certificates that are links, as certbot's `live/` is: what they lead to is copied where
/// it can be seen, and where it can't, that is told and nothing is left half done.
@Suite("A folder of certificates", .waits) struct CertificateFolderTests {
  private static let script = Repository.root
    .appending(path: "Sources/Backends/Scripts/gateway.sh").path

  private func copy(
    _ body: (_ outcome: Tool.Outcome, _ state: URL) throws -> Void, archive: Bool
  ) throws {
    try withScratchFolder { folder in
      for name in ["state/gateway", "archive", "live"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      for name in ["tls.crt", "tls.key"] {
        if archive {
          try Data(name.utf8).write(to: folder.appending(path: "archive/\(name)"))
        }
        try FileManager.default.createSymbolicLink(
          atPath: folder.appending(path: "live/\(name)").path,
          withDestinationPath: "../archive/\(name)")
      }
      let state = folder.appending(path: "state")
      let outcome = try #require(Tool("sh")).run(
        [
          "-eu", Self.script, "certificates", state.path, "7",
          folder.appending(path: "live").path, "shop.example.com",
        ])
      try body(outcome, state)
    }
  }

  @Test func `what its links lead to is copied`() throws {
    try copy(
      { outcome, state in
        #expect(outcome.status == 0, "\(outcome.everything)")
        for name in ["tls.crt", "shop.example.com.crt"] {
          let file = state.appending(path: "gateway/tls/\(name)")
          #expect(try String(contentsOf: file, encoding: .utf8) == "tls.crt")
          let type = try FileManager.default.attributesOfItem(atPath: file.path)[.type]
          #expect(type as? FileAttributeType == .typeRegular)
        }
      }, archive: true)
  }

  @Test func `a link that leads out of what a container sees is told`() throws {
    try copy(
      { outcome, state in
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("tls.crt leads to ../archive/tls.crt"))
        #expect(outcome.errors.contains("deploy-blue-green.sh"))
        #expect(!FileManager.default.fileExists(atPath: state.appending(path: "gateway/tls").path))
      }, archive: false)
  }
}
